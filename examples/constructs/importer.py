"""An importer registers bytes that exist, here ones that the run made, with metadata of its own."""

from pathlib import Path

from kfp import compiler, dsl
from kfp.dsl import Dataset, Input, Output


@dsl.component(base_image="python:3.11")
def make(data: Output[Dataset]) -> str:
    with open(data.path, "w") as out:
        out.write("1,2,3\n")
    return "numbers"


@dsl.component(base_image="python:3.11")
def address(data: Input[Dataset]) -> str:
    return data.uri


@dsl.component(base_image="python:3.11")
def use(data: Input[Dataset]) -> int:
    print("metadata:", data.metadata)
    assert data.metadata["kind"] == "numbers" and data.metadata["rows"] == 1, data.metadata
    return sum(int(cell) for cell in open(data.path).read().split(","))


@dsl.pipeline(name="importer")
def pipeline() -> int:
    made = make()
    imported = dsl.importer(
        artifact_uri=address(data=made.outputs["data"]).output,
        artifact_class=Dataset,
        reimport=False,
        metadata={"kind": made.outputs["Output"], "rows": 1, "tags": ["a", "b"]},
    )
    return use(data=imported.output).output


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, str(Path(__file__).with_suffix(".yaml")))
