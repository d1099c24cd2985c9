"""Trains and evaluates a classifier on the data beside this file.

Compile with `python pipeline.py`, which writes pipeline.yaml; run with `./penstock run
examples/iris/pipeline.yaml`. The measurements are those that R. A. Fisher published in 1936.
"""

from pathlib import Path

from kfp import compiler, dsl
from kfp.dsl import ClassificationMetrics, Dataset, Input, Markdown, Metrics, Model, Output

HERE = Path(__file__).parent
PACKAGES = ["scikit-learn==1.7.2"]


@dsl.component(base_image="python:3.11")
def split(flowers: list, test_share: float, train: Output[Dataset], test: Output[Dataset]) -> int:
    """Splits the rows in a fixed order, so that two runs see the same rows."""
    header, *rows = flowers
    step = max(2, round(1 / test_share))
    parts = {
        train: [row for i, row in enumerate(rows) if i % step],
        test: [row for i, row in enumerate(rows) if i % step == 0],
    }
    for dataset, part in parts.items():
        dataset.metadata["rows"] = len(part)
        with open(dataset.path, "w") as out:
            out.write("\n".join([header, *part]) + "\n")
    print(f"{len(parts[train])} rows to train on, {len(parts[test])} to test with")
    return len(rows)


@dsl.component(base_image="python:3.11", packages_to_install=PACKAGES)
def train(data: Input[Dataset], regularisation: float, model: Output[Model]):
    """Fits a logistic regression."""
    import csv
    import pickle

    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    with open(data.path) as source:
        rows = [row for row in csv.reader(source)][1:]
    features = [[float(value) for value in row[:-1]] for row in rows]
    classifier = make_pipeline(StandardScaler(), LogisticRegression(C=1 / regularisation))
    classifier.fit(features, [row[-1] for row in rows])
    model.metadata["framework"] = "scikit-learn"
    with open(model.path, "wb") as out:
        pickle.dump(classifier, out)
    print(f"trained on {len(rows)} rows")


@dsl.component(base_image="python:3.11", packages_to_install=PACKAGES)
def evaluate(
    data: Input[Dataset],
    model: Input[Model],
    metrics: Output[Metrics],
    confusion: Output[ClassificationMetrics],
    report: Output[Markdown],
) -> float:
    """Measures the model on rows it has not seen."""
    import csv
    import pickle

    from sklearn.metrics import confusion_matrix, f1_score

    with open(data.path) as source:
        rows = [row for row in csv.reader(source)][1:]
    with open(model.path, "rb") as source:
        classifier = pickle.load(source)
    truth = [row[-1] for row in rows]
    guesses = list(classifier.predict([[float(value) for value in row[:-1]] for row in rows]))
    labels = sorted(set(truth))
    accuracy = sum(a == b for a, b in zip(truth, guesses)) / len(truth)
    metrics.log_metric("accuracy", round(accuracy, 4))
    metrics.log_metric("f1", round(float(f1_score(truth, guesses, average="macro")), 4))
    confusion.log_confusion_matrix(labels, confusion_matrix(truth, guesses, labels=labels).tolist())
    with open(report.path, "w") as out:
        out.write(f"# Iris\n\n**{accuracy:.1%}** of {len(truth)} unseen flowers named correctly.\n")
    print(f"accuracy {accuracy:.4f}")
    return accuracy


@dsl.pipeline(name="iris", description="Trains and evaluates a classifier of iris flowers.")
def iris(
    test_share: float = 0.25,
    regularisation: float = 1.0,
    flowers: list = (HERE / "iris.csv").read_text().split(),
) -> float:
    parts = split(flowers=flowers, test_share=test_share)
    model = train(data=parts.outputs["train"], regularisation=regularisation)
    score = evaluate(data=parts.outputs["test"], model=model.outputs["model"])
    return score.outputs["Output"]


if __name__ == "__main__":
    compiler.Compiler().compile(iris, str(HERE / "pipeline.yaml"))
