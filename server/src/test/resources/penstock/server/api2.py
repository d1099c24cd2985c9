"""Calls every operation of the generated client of KFP 2; prints what it got, as JSON, in its last line."""

import json
import sys
import time

import kfp_server_api as api
import yaml


def main(host, package):
    client = api.ApiClient(api.Configuration(host=host))
    experiments = api.ExperimentServiceApi(client)
    pipelines = api.PipelineServiceApi(client)
    uploads = api.PipelineUploadServiceApi(client)
    runs = api.RunServiceApi(client)
    found = {"store": api.HealthzServiceApi(client).healthz_service_get_healthz().pipeline_store}
    api.AuthServiceApi(client).auth_service_authorize(
        namespace="n", resources="VIEWERS", verb="GET"
    )

    made = experiments.experiment_service_create_experiment(
        api.V2beta1Experiment(display_name="e", description="d")
    )
    eid = made.experiment_id
    found["experiment"] = experiments.experiment_service_get_experiment(eid) == made
    experiments.experiment_service_archive_experiment(eid)
    experiments.experiment_service_unarchive_experiment(eid)
    found["experiments"] = experiments.experiment_service_list_experiments(
        page_size=1, sort_by="created_at desc"
    ).total_size

    uploaded = uploads.upload_pipeline(package, name="p", tags=json.dumps({"a": "1"}))
    pid = uploaded.pipeline_id
    version = uploads.upload_pipeline_version(package, name="v2", pipelineid=pid, description="d")
    vid = version.pipeline_version_id
    found["pipeline"] = pipelines.pipeline_service_get_pipeline(pid) == uploaded
    found["by_name"] = pipelines.pipeline_service_get_pipeline_by_name("p") == uploaded
    found["version"] = pipelines.pipeline_service_get_pipeline_version(pid, vid) == version
    found["versions"] = pipelines.pipeline_service_list_pipeline_versions(pid).total_size
    found["pipelines"] = pipelines.pipeline_service_list_pipelines(namespace="kubeflow").total_size
    changed = pipelines.pipeline_service_update_pipeline(
        pid, api.V2beta1Pipeline(display_name="P", tags={"b": "2"})
    )
    found["changed"] = [changed.display_name, changed.tags]
    changed = pipelines.pipeline_service_update_pipeline_version(
        pid, vid, api.V2beta1PipelineVersion(display_name="V")
    )
    found["changed_version"] = changed.display_name
    empty = pipelines.pipeline_service_create_pipeline(api.V2beta1Pipeline(name="empty"))
    pipelines.pipeline_service_delete_pipeline(empty.pipeline_id)
    found["url"] = status(
        lambda: pipelines.pipeline_service_create_pipeline_version(
            pid,
            api.V2beta1PipelineVersion(
                pipeline_id=pid, name="v3", package_url=api.V2beta1Url(pipeline_url="/etc/passwd")
            ),
        )
    )

    with open(package) as document:
        spec = yaml.safe_load(document)
    inline = runs.run_service_create_run(
        api.V2beta1Run(
            display_name="inline",
            experiment_id=eid,
            pipeline_spec=spec,
            runtime_config=api.V2beta1RuntimeConfig(parameters={"text": "hi"}),
        )
    )
    referred = runs.run_service_create_run(
        api.V2beta1Run(
            display_name="referred",
            experiment_id=eid,
            pipeline_version_reference=api.V2beta1PipelineVersionReference(pid, vid),
            runtime_config=api.V2beta1RuntimeConfig(parameters={"text": "hi"}),
        )
    )
    found["service_account"] = referred.service_account
    ended = waited(runs, inline.run_id)
    found["state"] = ended.state
    found["echo"] = ended.pipeline_spec == spec
    found["task"] = ended.run_details.task_details[0].display_name
    found["retry"] = status(lambda: runs.run_service_retry_run(inline.run_id))
    runs.run_service_terminate_run(inline.run_id)
    runs.run_service_archive_run(inline.run_id)
    found["archived"] = runs.run_service_get_run(inline.run_id).storage_state
    runs.run_service_unarchive_run(inline.run_id)
    found["runs"] = runs.run_service_list_runs(experiment_id=eid).total_size
    waited(runs, referred.run_id)
    for run in (inline, referred):
        runs.run_service_delete_run(run.run_id)
    found["gone"] = status(lambda: runs.run_service_get_run(inline.run_id))

    found["kept"] = status(lambda: pipelines.pipeline_service_delete_pipeline(pid))
    pipelines.pipeline_service_delete_pipeline_version(pid, vid)
    pipelines.pipeline_service_delete_pipeline(pid, cascade=True)
    experiments.experiment_service_delete_experiment(eid)
    found["left"] = pipelines.pipeline_service_list_pipelines().to_dict()
    print(json.dumps(found))


def waited(runs, run_id):
    for _ in range(600):
        run = runs.run_service_get_run(run_id)
        if run.state in ("SUCCEEDED", "FAILED"):
            return run
        time.sleep(0.2)
    raise TimeoutError(run.state)


def status(call):
    try:
        call()
    except api.ApiException as refused:
        return refused.status
    return 200


if __name__ == "__main__":
    main(*sys.argv[1:3])
