"""Drives schedules through the KFP SDK 1.8; prints what it got, as JSON, in its last line."""

import json
import sys
import time

import kfp
import kfp_server_api


def runs_of(client, job_id):
    listed = client._run_api.list_runs(
        page_size=100, resource_reference_key_type="JOB", resource_reference_key_id=job_id
    )
    return listed.runs or []


def main(host, argo, modern):
    client = kfp.Client(host=host)
    experiment = client.create_experiment("scheduled")
    pipeline = client.upload_pipeline(modern, pipeline_name="hello")
    version = client.upload_pipeline_version(modern, "v2", pipeline_id=pipeline.id)
    job = client.create_recurring_run(
        experiment.id,
        "Each Second",
        interval_second=1,
        max_concurrency=3,
        params={"text": "[[Index]]"},
        version_id=version.id,
    )
    found = {
        "status": job.status,
        "enabled": job.enabled,
        "references": sorted(each.key.type + "/" + each.relationship for each in job.resource_references),
        "interval": job.trigger.periodic_schedule.interval_second,
    }
    deadline = time.time() + 90
    while len(runs_of(client, job.id)) < 2 and time.time() < deadline:
        time.sleep(0.5)
    client.disable_job(job.id)
    found["disabled"] = client.get_recurring_run(job.id).status
    run = runs_of(client, job.id)[0]
    found["ended"] = client.wait_for_run_completion(run.id, 120).run.status
    found["of"] = [each.key.type + "/" + each.relationship for each in run.resource_references]
    found["linked"] = run.resource_references[-1].key.id == job.id
    api = client._job_api
    api.enable_job(job.id)
    found["again"] = client.get_recurring_run(job.id).enabled
    workflow = client.create_recurring_run(
        experiment.id,
        "argo",
        cron_expression="0 0 0 1 1 *",
        no_catchup=True,
        params={"param1": "given", "param2": "too"},
        pipeline_package_path=argo,
        enabled=False,
    )
    found["argo"] = [workflow.trigger.cron_schedule.cron, workflow.status, workflow.no_catchup]
    found["parameters"] = [[each.name, each.value] for each in workflow.pipeline_spec.parameters]
    found["manifest"] = "argoproj.io" in workflow.pipeline_spec.workflow_manifest
    listed = client.list_recurring_runs(experiment_id=experiment.id, sort_by="name desc")
    found["listed"] = [each.name for each in listed.jobs]
    for each in listed.jobs:
        client.delete_job(each.id)
    try:
        client.get_recurring_run(job.id)
    except kfp_server_api.ApiException as gone:
        found["gone"] = [gone.status, "not found" in gone.body]
    found["left"] = client.list_recurring_runs().jobs
    print(json.dumps(found))


main(*sys.argv[1:])
