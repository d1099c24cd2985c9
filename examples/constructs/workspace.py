"""A folder that the steps of a run share, and a deadline for the whole run."""

from pathlib import Path

from kfp import compiler, dsl


@dsl.component(base_image="python:3.11")
def write(folder: str) -> str:
    path = f"{folder}/notes.txt"
    with open(path, "w") as out:
        out.write("shared")
    return path


@dsl.component(base_image="python:3.11")
def read(path: str) -> str:
    return open(path).read()


@dsl.pipeline(
    name="workspace",
    pipeline_config=dsl.PipelineConfig(
        workspace=dsl.WorkspaceConfig(
            size="1Gi",
            kubernetes=dsl.KubernetesWorkspaceConfig(pvcSpecPatch={"accessModes": ["ReadWriteOnce"]}),
        ),
        active_deadline_seconds=600,
    ),
)
def pipeline() -> str:
    return read(path=write(folder=dsl.WORKSPACE_PATH_PLACEHOLDER).output).output


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, str(Path(__file__).with_suffix(".yaml")))
