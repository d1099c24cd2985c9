"""Pipelines inside pipelines: defaults at each level, artifacts and parameters passed in and out."""

from pathlib import Path
from typing import NamedTuple, Optional

from kfp import compiler, dsl
from kfp.dsl import Dataset, Input, Output


@dsl.component(base_image="python:3.11")
def make(text: str, data: Output[Dataset], note: Optional[str] = None) -> str:
    with open(data.path, "w") as out:
        out.write(text)
    return f"{text}/{note}"


@dsl.component(base_image="python:3.11")
def read(data: Input[Dataset]) -> str:
    return open(data.path).read()


@dsl.pipeline(name="innermost")
def innermost(text: str = "innermost default", note: Optional[str] = None) -> NamedTuple(
    "Outputs", data=Dataset, description=str
):
    made = make(text=text, note=note)
    outputs = NamedTuple("Outputs", data=Dataset, description=str)
    return outputs(data=made.outputs["data"], description=made.outputs["Output"])


@dsl.pipeline(name="middle")
def middle(text: str = "middle default") -> NamedTuple("Outputs", data=Dataset, description=str):
    inner = innermost(text=text)
    outputs = NamedTuple("Outputs", data=Dataset, description=str)
    return outputs(data=inner.outputs["data"], description=inner.outputs["description"])


@dsl.pipeline(name="nested")
def pipeline() -> str:
    first = middle()
    innermost()
    second = read(data=first.outputs["data"])
    return read(data=middle(text=second.output).outputs["data"]).output


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, str(Path(__file__).with_suffix(".yaml")))
