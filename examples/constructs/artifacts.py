"""Artifacts that people look at: metrics, a confusion matrix, a ROC curve, HTML, Markdown, a folder."""

from pathlib import Path

from kfp import compiler, dsl
from kfp.dsl import HTML, ClassificationMetrics, Dataset, Markdown, Metrics, Model, Output


@dsl.component(base_image="python:3.11")
def show(
    metrics: Output[Metrics],
    matrix: Output[ClassificationMetrics],
    curve: Output[ClassificationMetrics],
    page: Output[HTML],
    notes: Output[Markdown],
    folder: Output[Dataset],
    model: Output[Model],
):
    import os

    metrics.log_metric("accuracy", 0.93)
    metrics.log_metric("loss", 0.21)
    matrix.log_confusion_matrix(["cat", "dog"], [[9, 1], [2, 8]])
    curve.log_roc_curve([0.0, 0.1, 0.4, 1.0], [0.0, 0.7, 0.9, 1.0], [1.0, 0.8, 0.4, 0.0])
    with open(page.path, "w") as out:
        out.write("<h1>Report</h1><script>document.title = 'scripts stay in their frame'</script>")
    with open(notes.path, "w") as out:
        out.write("# Notes\n\n| class | share |\n|---|---|\n| cat | 50 % |\n")
    os.makedirs(folder.path)
    for part in range(3):
        with open(os.path.join(folder.path, f"part-{part}.csv"), "w") as out:
            out.write(f"id,value\n{part},{part * part}\n")
    folder.metadata.update(rows=3, nested={"list": [1, None, True]})
    model.metadata["framework"] = "none"
    with open(model.path, "w") as out:
        out.write("weights")


@dsl.pipeline(name="artifacts")
def pipeline():
    show()


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, str(Path(__file__).with_suffix(".yaml")))
