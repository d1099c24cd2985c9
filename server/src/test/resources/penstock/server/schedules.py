"""Drives schedules through the KFP SDK; prints what it got, as JSON, in its last line."""

import json
import sys
import time

import kfp
from kfp.client.client import kfp_server_api


def runs_of(client, recurring_run_id):
    wanted = {"predicates": [{"operation": 1, "key": "recurring_run_id", "stringValue": recurring_run_id}]}
    return client.list_runs(page_size=100, filter=json.dumps(wanted)).runs or []


def main(host, file):
    client = kfp.Client(host=host)
    experiment = client.create_experiment("scheduled")
    pipeline = client.upload_pipeline(file, pipeline_name="hello")
    version = client.list_pipeline_versions(pipeline.pipeline_id).pipeline_versions[0]
    each_second = client.create_recurring_run(
        experiment.experiment_id,
        "Every Second!",
        description="quick",
        interval_second=1,
        max_concurrency=2,
        params={"text": "[[ScheduledTime]]"},
        pipeline_id=pipeline.pipeline_id,
        version_id=version.pipeline_version_id,
    )
    found = {
        "status": each_second.status,
        "mode": each_second.mode,
        "pinned": each_second.pipeline_version_reference.pipeline_version_id == version.pipeline_version_id,
        "interval": each_second.trigger.periodic_schedule.interval_second,
    }
    deadline = time.time() + 90
    while len(runs_of(client, each_second.recurring_run_id)) < 2 and time.time() < deadline:
        time.sleep(0.5)
    client.disable_recurring_run(each_second.recurring_run_id)
    disabled = client.get_recurring_run(each_second.recurring_run_id)
    found["disabled"] = disabled.status
    run = runs_of(client, each_second.recurring_run_id)[0]
    found["ended"] = client.wait_for_run_completion(run.run_id, 120, sleep_duration=1).state
    found["name"] = run.display_name
    found["linked"] = run.recurring_run_id == each_second.recurring_run_id
    found["macro"] = run.runtime_config.parameters["text"] == run.scheduled_at.strftime("%Y%m%d%H%M%S")
    client.enable_recurring_run(each_second.recurring_run_id)
    found["enabled"] = client.get_recurring_run(each_second.recurring_run_id).status

    cron = client.create_recurring_run(
        experiment.experiment_id,
        "by cron",
        cron_expression="0 0 3 * * *",
        start_time="2030-01-01T00:00:00Z",
        end_time="2031-01-01T00:00:00Z",
        no_catchup=True,
        pipeline_package_path=file,
        enabled=False,
    )
    found["cron"] = [cron.trigger.cron_schedule.cron, cron.status, cron.no_catchup]
    found["start"] = cron.trigger.cron_schedule.start_time.isoformat()
    found["spec"] = cron.pipeline_spec["pipelineInfo"]["name"]
    listed = client.list_recurring_runs(experiment_id=experiment.experiment_id, sort_by="name asc")
    found["listed"] = [each.display_name for each in listed.recurring_runs]
    for each in listed.recurring_runs:
        client.delete_recurring_run(each.recurring_run_id)
    try:
        client.get_recurring_run(cron.recurring_run_id)
    except kfp_server_api.ApiException as gone:
        found["gone"] = gone.status
    try:
        client.create_recurring_run(experiment.experiment_id, "bad", cron_expression="every day", pipeline_package_path=file)
    except kfp_server_api.ApiException as bad:
        found["bad"] = bad.status
    found["left"] = client.list_recurring_runs().recurring_runs
    print(json.dumps(found))


main(*sys.argv[1:])
