"""Drives a server through SDK 1.8; prints what it got, as JSON, in its last line."""

import json
import sys

import kfp
import kfp_server_api
from kfp import dsl


def say(text):
    return dsl.ContainerOp(name="say", image="alpine:3", command=["echo"], arguments=[text])


@dsl.pipeline(name="From 1.8", description="d")
def shouting(text="hello", count=2):
    say(text)


def waited(client, run_id):
    return client.wait_for_run_completion(run_id, 120).run


def main(host, package, modern):
    client = kfp.Client(host=host)
    found = {"healthz": client.get_kfp_healthz().multi_user}
    kfp.compiler.Compiler().compile(shouting, package)

    pipeline = client.upload_pipeline(package, pipeline_name="uploaded ü/1", description="d")
    found["parameters"] = [(p.name, p.value) for p in pipeline.parameters]
    version = client.upload_pipeline_version(package, "second", pipeline_id=pipeline.id)
    found["pipeline_id"] = client.get_pipeline_id("uploaded ü/1") == pipeline.id
    found["default"] = client.get_pipeline(pipeline.id).default_version.id == version.id

    experiment = client.create_experiment("by hand", description="e")
    found["experiment"] = client.create_experiment("by hand").id == experiment.id
    found["experiments"] = sorted(e.name for e in client.list_experiments().experiments)

    run = client.run_pipeline(experiment.id, "inline", package, {"text": "hi"})
    ended = waited(client, run.id)
    found["inline"] = [ended.status, ended.error]
    found["manifest"] = client._get_workflow_json(run.id)["metadata"]["name"]
    run = client.run_pipeline(
        experiment.id, "of a version", pipeline_id=pipeline.id, version_id=version.id
    )
    found["version_run"] = waited(client, run.id).status
    run = client.create_run_from_pipeline_func(shouting, {"text": "func"})
    found["func"] = run.wait_for_run_completion(120).run.status

    second = client.upload_pipeline(modern, pipeline_name="of the second kind")
    run = client.run_pipeline(
        experiment.id, "modern", pipeline_id=second.id, params={"text": "hi", "times": 3}
    )
    found["modern"] = waited(client, run.id).status

    found["lists"] = [
        len(client.list_pipelines().pipelines),
        len(client.list_pipeline_versions(pipeline.id).versions),
        len(client.list_runs(experiment_id=experiment.id).runs),
        len(client.list_runs(page_size=1, sort_by="created_at desc").runs),
    ]
    client.runs.archive_run(run.id)
    found["archived"] = client.get_run(run.id).run.storage_state
    client.runs.delete_run(run.id)
    found["missing"] = status(lambda: client.get_run(run.id))
    found["taken"] = status(lambda: client.upload_pipeline(package, pipeline_name="uploaded ü/1"))
    found["unknown"] = status(
        lambda: client.run_pipeline(experiment.id, "x", package, {"nonsense": 1})
    )
    client.delete_pipeline(pipeline.id)
    client.experiments.archive_experiment(experiment.id)
    found["experiment_state"] = client.get_experiment(experiment.id).storage_state
    print(json.dumps(found))


def status(call):
    try:
        call()
    except kfp_server_api.ApiException as refused:
        return refused.status
    return 200


if __name__ == "__main__":
    main(*sys.argv[1:4])
