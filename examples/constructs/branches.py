"""If, Elif and Else; OneOf takes the output of the branch that ran; Collected leaves out what was skipped."""

from pathlib import Path
from typing import List

from kfp import compiler, dsl
from kfp.dsl import Artifact, Input, Output


@dsl.component(base_image="python:3.11")
def grade(score: int) -> str:
    return "high" if score > 80 else "middle" if score > 40 else "low"


@dsl.component(base_image="python:3.11")
def praise(word: str) -> str:
    return f"{word}!"


@dsl.component(base_image="python:3.11")
def note(text: str, paper: Output[Artifact]):
    with open(paper.path, "w") as out:
        out.write(text)


@dsl.component(base_image="python:3.11")
def read(paper: Input[Artifact]) -> str:
    return open(paper.path).read()


@dsl.component(base_image="python:3.11")
def count(passed: List[str]) -> int:
    print("passed:", passed)
    return len(passed)


@dsl.pipeline(name="branches")
def pipeline(score: int = 60, scores: List[int] = [10, 60, 95]) -> str:
    level = grade(score=score)
    with dsl.If(level.output == "high"):
        high = praise(word="excellent")
        high_note = note(text="it's \"high\"")
    with dsl.Elif(level.output == "middle"):
        middle = praise(word="good")
        middle_note = note(text="it's \"middle\"")
    with dsl.Else():
        low = praise(word="courage")
        low_note = note(text="it's \"low\"")
    read(
        paper=dsl.OneOf(
            high_note.outputs["paper"], middle_note.outputs["paper"], low_note.outputs["paper"]
        )
    )
    with dsl.ParallelFor(scores) as each:
        with dsl.If(each > 40):
            passed = grade(score=each)
    count(passed=dsl.Collected(passed.output))
    return dsl.OneOf(high.output, middle.output, low.output)


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, str(Path(__file__).with_suffix(".yaml")))
