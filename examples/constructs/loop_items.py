"""Items of loops whose types the SDK does not know: compared, passed on, and named in texts and settings of branches."""

from pathlib import Path
from typing import List

from kfp import compiler, dsl


@dsl.component(base_image="python:3.11")
def rows() -> list:
    return [{"label": "small", "rate": 2.5, "tags": ["a"]}, {"label": "it's \"large\"", "rate": 10.0, "tags": ["b", "c"]}]


@dsl.component(base_image="python:3.11")
def describe(text: str, rate: float = 0.0, tags: list = []) -> str:
    return f"{text}: {rate + 0.5} {tags}"


@dsl.component(base_image="python:3.11")
def join(texts: List[str]) -> str:
    return " | ".join(texts)


@dsl.pipeline(name="loop-items")
def pipeline(limit: str = "500m", unit: str = "per second") -> str:
    with dsl.ParallelFor(rows().output) as row:
        with dsl.If(row.rate > 9.5):
            high = describe(text=f"{row.label} at {row.rate} {unit}", rate=row.rate, tags=row.tags).set_cpu_limit(limit)
        with dsl.Else():
            low = describe(text=f"{row.label} is low", rate=row.rate)
        chosen = describe(text=dsl.OneOf(high.output, low.output))
    return join(texts=dsl.Collected(chosen.output)).output


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, str(Path(__file__).with_suffix(".yaml")))
