"""Calls every operation of the generated client of KFP 1.8 but those of jobs; prints what it got, as JSON, in its last line."""

import json
import sys
import time

import kfp_server_api as api


def reference(kind, ident, relationship):
    return api.ApiResourceReference(
        key=api.ApiResourceKey(type=kind, id=ident), relationship=relationship
    )


def main(host, argo, modern):
    client = api.ApiClient(api.Configuration(host=host))
    experiments = api.ExperimentServiceApi(client)
    pipelines = api.PipelineServiceApi(client)
    uploads = api.PipelineUploadServiceApi(client)
    runs = api.RunServiceApi(client)
    found = {"multi_user": bool(api.HealthzServiceApi(client).get_healthz().multi_user)}

    made = experiments.create_experiment(api.ApiExperiment(name="e", description="d"))
    found["experiment"] = experiments.get_experiment(made.id) == made
    experiments.archive_experiment(made.id)
    found["archived"] = experiments.get_experiment(made.id).storage_state
    experiments.unarchive_experiment(made.id)
    found["experiments"] = experiments.list_experiment(
        page_size=1, sort_by="name", resource_reference_key_type="NAMESPACE"
    ).total_size

    uploaded = uploads.upload_pipeline(argo, name="p", description="d")
    version = uploads.upload_pipeline_version(argo, name="v2", pipelineid=uploaded.id)
    found["parameters"] = [p.name for p in pipelines.get_pipeline(uploaded.id).parameters]
    found["version"] = pipelines.get_pipeline_version(version.id) == version
    pipelines.update_pipeline_default_version(uploaded.id, version.id)
    found["default"] = pipelines.get_pipeline(uploaded.id).default_version.id == version.id
    found["template"] = "argoproj.io" in pipelines.get_template(uploaded.id).template
    found["same"] = (
        pipelines.get_pipeline_version_template(version.id).template
        == pipelines.get_template(uploaded.id).template
    )
    found["pipelines"] = pipelines.list_pipelines(sort_by="created_at desc").total_size
    found["versions"] = pipelines.list_pipeline_versions(
        resource_key_type="PIPELINE", resource_key_id=uploaded.id
    ).total_size
    found["url"] = status(
        lambda: pipelines.create_pipeline(api.ApiPipeline(url=api.ApiUrl("/etc/passwd")))
    )
    found["version_url"] = status(
        lambda: pipelines.create_pipeline_version(
            api.ApiPipelineVersion(
                name="x",
                package_url=api.ApiUrl("/etc/passwd"),
                resource_references=[reference("PIPELINE", uploaded.id, "OWNER")],
            )
        )
    )

    second = uploads.upload_pipeline(modern, name="modern")
    created = runs.create_run(
        api.ApiRun(
            name="r",
            pipeline_spec=api.ApiPipelineSpec(
                parameters=[api.ApiParameter(name="text", value="hi")]
            ),
            resource_references=[
                reference("EXPERIMENT", made.id, "OWNER"),
                reference("PIPELINE_VERSION", second.default_version.id, "CREATOR"),
            ],
        )
    )
    run = created.run.id
    found["status"] = waited(runs, run)
    detail = runs.get_run(run)
    workflow = json.loads(detail.pipeline_runtime.workflow_manifest)
    node = next(iter(workflow["status"]["nodes"]))
    found["references"] = [r.key.type for r in detail.run.resource_references]
    metric = api.ApiRunMetric(name="accuracy", node_id=node, number_value=0.5, format="RAW")
    reported = runs.report_run_metrics(run, api.ApiReportRunMetricsRequest(metrics=[metric]))
    found["reported"] = reported.results[0].status
    found["metric"] = runs.get_run(run).run.metrics[0].number_value
    found["artifact"] = status(lambda: runs.read_artifact(run, node, "none"))
    found["retry"] = status(lambda: runs.retry_run(run))
    runs.terminate_run(run)
    runs.archive_run(run)
    found["state"] = runs.get_run(run).run.storage_state
    runs.unarchive_run(run)
    found["runs"] = runs.list_runs(
        resource_reference_key_type="EXPERIMENT", resource_reference_key_id=made.id
    ).total_size
    runs.delete_run(run)
    found["gone"] = status(lambda: runs.get_run(run))
    pipelines.delete_pipeline_version(version.id)
    pipelines.delete_pipeline(uploaded.id)
    pipelines.delete_pipeline(second.id)
    experiments.delete_experiment(made.id)
    found["left"] = pipelines.list_pipelines().pipelines
    print(json.dumps(found))


def waited(runs, run_id):
    for _ in range(600):
        state = runs.get_run(run_id).run.status
        if state in ("Succeeded", "Failed"):
            return state
        time.sleep(0.2)
    raise TimeoutError(state)


def status(call):
    try:
        call()
    except api.ApiException as refused:
        return refused.status
    return 200


if __name__ == "__main__":
    main(*sys.argv[1:4])
