"""An exit task learns how the handled tasks ended; a clean-up runs although its upstream failed."""

from pathlib import Path

from kfp import compiler, dsl


@dsl.component(base_image="python:3.11")
def work(fail: bool) -> str:
    if fail:
        raise RuntimeError("as asked")
    return "done"


@dsl.component(base_image="python:3.11")
def clean_up(result: str = "nothing to clean"):
    print("clean up:", result)


@dsl.component(base_image="python:3.11")
def report(user: str, status: dsl.PipelineTaskFinalStatus):
    print(f"{user}: {status.pipeline_task_name} ended {status.state}")
    print("because:", status.error_message)


@dsl.pipeline(name="exit-handler")
def pipeline(fail: bool = True):
    reporting = report(user="team")
    with dsl.ExitHandler(reporting):
        worked = work(fail=fail)
        clean_up(result=worked.output).ignore_upstream_failure()


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, str(Path(__file__).with_suffix(".yaml")))
