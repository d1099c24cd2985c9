"""Kubernetes settings that mean something without a cluster: secrets, claims, folders, labels.

Before it runs: `./penstock secret create login --from-literal user=ada`.
"""

from pathlib import Path

from kfp import compiler, dsl, kubernetes


@dsl.component(base_image="python:3.11")
def write():
    with open("/data/greeting", "w") as out:
        out.write("hello from the volume")


@dsl.component(base_image="python:3.11")
def read() -> str:
    import os

    assert open("/mnt/login/user").read() == "ada"
    assert os.environ["LOGIN_USER"] == "ada"
    assert os.environ["TEAM"] == "vision"
    with open("/scratch/x", "w") as out:
        out.write("x")
    return open("/data/greeting").read()


@dsl.pipeline(name="kubernetes-settings")
def pipeline() -> str:
    claim = kubernetes.CreatePVC(
        pvc_name_suffix="-data", access_modes=["ReadWriteOnce"], size="1Gi", storage_class_name="standard"
    )
    writing = write()
    kubernetes.mount_pvc(writing, pvc_name=claim.outputs["name"], mount_path="/data")
    reading = read().after(writing)
    kubernetes.mount_pvc(reading, pvc_name=claim.outputs["name"], mount_path="/data")
    kubernetes.use_secret_as_volume(reading, secret_name="login", mount_path="/mnt/login")
    kubernetes.use_secret_as_env(reading, secret_name="login", secret_key_to_env={"user": "LOGIN_USER"})
    kubernetes.add_pod_label(reading, label_key="team", label_value="vision")
    kubernetes.use_field_path_as_env(reading, env_name="TEAM", field_path="metadata.labels['team']")
    kubernetes.empty_dir_mount(reading, volume_name="scratch", mount_path="/scratch")
    kubernetes.DeletePVC(pvc_name=claim.outputs["name"]).after(reading)
    return reading.output


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, str(Path(__file__).with_suffix(".yaml")))
