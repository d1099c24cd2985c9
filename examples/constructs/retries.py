"""A step that fails once succeeds in its second attempt; a policy on a pipeline reaches the steps inside."""

from pathlib import Path

from kfp import compiler, dsl


@dsl.component(base_image="python:3.11")
def flaky(name: str) -> str:
    import os

    attempt = int(os.environ.get("KFP_RETRY_INDEX", "0"))
    if attempt == 0:
        raise RuntimeError(f"{name} fails the first time")
    return f"{name} took {attempt + 1} attempts"


@dsl.pipeline(name="inner")
def inner() -> str:
    return flaky(name="inside").output


@dsl.pipeline(name="retries")
def pipeline() -> str:
    own = flaky(name="own").set_retry(2, backoff_duration="0s")
    nested = inner().set_retry(1, backoff_duration="0s")
    nested.after(own)
    return nested.output


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, str(Path(__file__).with_suffix(".yaml")))
