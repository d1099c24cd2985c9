"""ParallelFor over constants, parameters and artifacts, nested, with a limit, and Collected."""

from pathlib import Path
from typing import Dict, List

from kfp import compiler, dsl
from kfp.dsl import Artifact, Dataset, Input, Output


@dsl.component(base_image="python:3.11")
def sizes() -> List[int]:
    return [1, 2, 3]


@dsl.component(base_image="python:3.11")
def multiply(a: int, b: int) -> int:
    return a * b


@dsl.component(base_image="python:3.11")
def write(text: str, times: int, file: Output[Dataset]):
    file.metadata["times"] = times
    with open(file.path, "w") as out:
        out.write(text * times)


@dsl.component(base_image="python:3.11")
def read_all(files: Input[List[Dataset]]) -> List[str]:
    return [open(file.path).read() for file in files]


@dsl.component(base_image="python:3.11")
def flatten(table: List[List[int]]) -> int:
    """Nested loops collect nested lists."""
    assert all(isinstance(row, list) for row in table), table
    return sum(sum(row) for row in table)


@dsl.pipeline(name="table")
def table(numbers: List[int]) -> List[List[int]]:
    with dsl.ParallelFor([1, 10, 100]) as factor:
        with dsl.ParallelFor(numbers, parallelism=2) as number:
            product = multiply(a=factor, b=number)
    return dsl.Collected(product.output)


@dsl.pipeline(name="loops")
def pipeline(words: List[Dict] = [{"text": "a", "times": 1}, {"text": "b", "times": 3}]) -> int:
    with dsl.ParallelFor(words, parallelism=1) as word:
        written = write(text=word.text, times=word.times)
    read_all(files=dsl.Collected(written.outputs["file"]))
    multiples = table(numbers=sizes().output)
    return flatten(table=multiples.output).output


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, str(Path(__file__).with_suffix(".yaml")))
