"""The kfp side of the benchmarks: compiles their pipelines, and times kfp's own local runner.

    kfp_bench.py compile loop|chain STEPS FILE
    kfp_bench.py local plain|venv STEPS      prints the median seconds of a step
"""

import statistics
import sys
import tempfile
import time

from kfp import compiler, dsl, local


@dsl.component(base_image="python:3.11")
def step(number: int) -> int:
    return number


def loop(steps: int):
    @dsl.pipeline(name="bench-loop")
    def pipeline():
        with dsl.ParallelFor(list(range(steps))) as number:
            step(number=number).set_caching_options(False)

    return pipeline


def chain(steps: int):
    @dsl.pipeline(name="bench-chain")
    def pipeline():
        before = None
        for number in range(steps):
            task = step(number=number).set_caching_options(False)
            if before is not None:
                task.after(before)
            before = task

    return pipeline


def run_locally(use_venv: bool, steps: int) -> float:
    with tempfile.TemporaryDirectory() as outputs:
        local.init(runner=local.SubprocessRunner(use_venv=use_venv), pipeline_root=outputs)
        seconds = []
        for number in range(steps):
            start = time.perf_counter()
            step(number=number)
            seconds.append(time.perf_counter() - start)
        return statistics.median(seconds)


def main(verb: str, what: str, steps: str, *rest: str):
    if verb == "compile":
        shape = {"loop": loop, "chain": chain}[what]
        compiler.Compiler().compile(shape(int(steps)), rest[0])
    else:
        print(run_locally(what == "venv", int(steps)))


if __name__ == "__main__":
    main(*sys.argv[1:])
