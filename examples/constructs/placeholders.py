"""Facts about run and task, in whole constants and inside text, lists and structs."""

from pathlib import Path
from typing import Dict, List

from kfp import compiler, dsl


@dsl.component(base_image="python:3.11")
def check(run: str, text: str, items: List[str], fields: Dict[str, str], data: str) -> str:
    assert run and run in text, (run, text)
    assert items[1] == "check", items
    assert fields["root"].endswith("artifacts"), fields
    assert data == '{{$.pipeline_job_uuid}} "quoted" \\ and\nmore', data
    return text


@dsl.component(base_image="python:3.11")
def tricky() -> str:
    return '{{$.pipeline_job_uuid}} "quoted" \\ and\nmore'


@dsl.pipeline(name="placeholders")
def pipeline():
    check(
        run=dsl.PIPELINE_JOB_ID_PLACEHOLDER,
        text=f"run {dsl.PIPELINE_JOB_ID_PLACEHOLDER} of {dsl.PIPELINE_JOB_NAME_PLACEHOLDER}",
        items=["a", dsl.PIPELINE_TASK_NAME_PLACEHOLDER],
        fields={"root": dsl.PIPELINE_ROOT_PLACEHOLDER},
        data=tricky().output,
    )


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, str(Path(__file__).with_suffix(".yaml")))
