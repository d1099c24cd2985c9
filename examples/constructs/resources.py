"""What steps ask of the machine; what it does not have is noted, not fatal."""

from pathlib import Path

from kfp import compiler, dsl


@dsl.component(base_image="python:3.11")
def compute() -> int:
    return sum(range(1000))


@dsl.pipeline(name="resources")
def pipeline(cpu: str = "500m", memory: str = "256Mi") -> int:
    compute().set_cpu_request(cpu).set_memory_request(memory).set_caching_options(False)
    compute().set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(1)
    return compute().set_cpu_limit("1").set_memory_limit("1Gi").set_env_variable("MODE", "fast").output


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, str(Path(__file__).with_suffix(".yaml")))
