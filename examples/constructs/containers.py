"""Programs of any language: Concat, IfPresent, files for outputs, values with quotes and braces."""

from pathlib import Path
from typing import Optional

from kfp import compiler, dsl
from kfp.dsl import Artifact, Input, Output


@dsl.container_component
def greet(name: str, greeting: dsl.OutputPath(str), title: Optional[str] = None):
    return dsl.ContainerSpec(
        image="alpine:3.20",
        command=["sh", "-ec", 'mkdir -p "$(dirname "$0")"; printf "%s" "$*" > "$0"', greeting],
        args=[
            dsl.ConcatPlaceholder(["Hello, ", name]),
            dsl.IfPresentPlaceholder(input_name="title", then=["the", title], else_=["whoever you are"]),
        ],
    )


@dsl.container_component
def count(text: str, report: Output[Artifact]):
    return dsl.ContainerSpec(
        image="busybox",
        command=["sh", "-ec", 'mkdir -p "$(dirname "$1")"; printf "%s" "$0" | wc -c > "$1"; cat "$1"'],
        args=[text, report.path],
    )


@dsl.pipeline(name="containers")
def pipeline(name: str = 'O\'Brien "{{$.inputs}}" {{workflow.name}}') -> str:
    known = greet(name=name, title="first")
    count(text=f"<{known.outputs['greeting']}>")
    return greet(name="you").outputs["greeting"]


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, str(Path(__file__).with_suffix(".yaml")))
