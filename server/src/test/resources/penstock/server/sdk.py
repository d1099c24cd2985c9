"""Drives a server through the KFP SDK; prints what it got, as JSON, in its last line."""

import json
import sys

import kfp
from kfp import dsl


@dsl.component(base_image="python:3.11", kfp_package_path="kfp==2.17.0")
def add(a: int, b: int) -> int:
    print("adding", a, b)
    return a + b


@dsl.container_component
def say(text: str):
    return dsl.ContainerSpec(image="alpine:3", command=["echo"], args=[text])


@dsl.pipeline(name="from-the-sdk")
def shouting(text: str = "hello"):
    say(text=text)


@dsl.pipeline(name="adding")
def adding(a: int = 1):
    add(a=add(a=a, b=2).output, b=3)


def main(host, package):
    client = kfp.Client(host=host)
    found = {"healthz": client.get_kfp_healthz().multi_user}

    kfp.compiler.Compiler().compile(shouting, package)
    run = client.create_run_from_pipeline_package(package, arguments={"text": "hi"})
    found["package"] = client.wait_for_run_completion(run.run_id, 120, sleep_duration=1).state
    run = client.create_run_from_pipeline_func(shouting, arguments={}, enable_caching=False)
    found["func"] = run.wait_for_run_completion(120).state
    run = client.create_run_from_pipeline_func(adding, arguments={"a": 4})
    found["python"] = client.wait_for_run_completion(run.run_id, 300, sleep_duration=1).state

    pipeline = client.upload_pipeline(package, pipeline_name="uploaded ü/1", description="d")
    version = client.upload_pipeline_version(
        package, "second", pipeline_id=pipeline.pipeline_id, description="v"
    )
    found["pipeline_id"] = client.get_pipeline_id("uploaded ü/1") == pipeline.pipeline_id
    experiment = client.create_experiment("by hand", description="e")
    again = client.create_experiment("by hand")
    found["experiment"] = experiment.experiment_id == again.experiment_id
    job = client.run_pipeline(
        experiment.experiment_id,
        "of a version",
        pipeline_id=pipeline.pipeline_id,
        version_id=version.pipeline_version_id,
        params={"text": "x"},
    )
    found["version_run"] = client.wait_for_run_completion(job.run_id, 120, sleep_duration=1).state
    found["lists"] = [
        len(client.list_pipelines().pipelines),
        len(client.list_pipeline_versions(pipeline.pipeline_id).pipeline_versions),
        len(client.list_experiments().experiments),
        len(client.list_runs(experiment_id=experiment.experiment_id).runs),
        len(client.list_runs(page_size=1, sort_by="created_at desc").runs),
    ]
    client.archive_run(job.run_id)
    found["archived"] = client.get_run(job.run_id).storage_state
    client.unarchive_run(job.run_id)
    client.delete_run(job.run_id)
    try:
        client.get_run(job.run_id)
    except kfp.client.client.kfp_server_api.ApiException as gone:
        found["gone"] = gone.status
    try:
        client.upload_pipeline(package, pipeline_name="uploaded ü/1")
    except kfp.client.client.kfp_server_api.ApiException as taken:
        found["taken"] = taken.status
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
