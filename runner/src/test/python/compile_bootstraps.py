"""Writes how the installed kfp SDK starts lightweight components: one JSON file per SDK version.

Run it by the interpreter of an environment that holds the SDK:
    python compile_bootstraps.py <folder for the file>
A keyword that this SDK does not know yet leaves out the components that need it.
"""
import inspect
import json
import os
import sys
import tempfile

import kfp
import yaml

if kfp.__version__.startswith('1.'):
    from kfp.v2 import compiler, dsl
else:
    from kfp import compiler, dsl

VARIANTS = {
    'plain': {},
    'packages': {'packages_to_install': ['requests', 'scikit-learn==1.4.0']},
    'marker': {'packages_to_install': ['tomli>=1,<3; python_version<"3.11"']},
    'one_index': {'packages_to_install': ['requests'], 'pip_index_urls': ['https://index.example/simple']},
    'two_indexes': {
        'packages_to_install': ['requests'],
        'pip_index_urls': ['https://index.example/simple', 'https://second.example/simple'],
    },
    'trusted_host': {
        'packages_to_install': ['requests'],
        'pip_index_urls': ['https://index.example/simple'],
        'pip_trusted_hosts': ['index.example:8443'],
    },
    'no_trusted_host': {
        'packages_to_install': ['requests'],
        'pip_index_urls': ['https://index.example/simple'],
        'pip_trusted_hosts': [],
    },
    'own_kfp': {'packages_to_install': ['kfp==2.9.0', 'requests']},
    'kfp_from_git': {'kfp_package_path': 'git+https://git.example/pipelines@refs/pull/7/merge#subdirectory=sdk/python'},
    'nothing_installed': {'install_kfp_package': False},
    'only_packages': {'install_kfp_package': False, 'packages_to_install': ['requests']},
    'venv': {'use_venv': True},
    'venv_packages': {'use_venv': True, 'packages_to_install': ['requests']},
}


def greet(name: str = "it's", times: int = 2) -> str:
    """Says hello; the quotes, the dollar and the backslash must arrive unharmed."""
    return ("hello 'you' $HOME \\ `date` " + name) * times


def executor_of(variant):
    component = dsl.component(greet, base_image='python:3.11', **dict(variant))

    @dsl.pipeline(name='bootstrap')
    def pipeline():
        component()

    path = os.path.join(tempfile.mkdtemp(), 'pipeline.json' if kfp.__version__.startswith('1.') else 'pipeline.yaml')
    compiler.Compiler().compile(pipeline, path)
    with open(path) as file:
        document = next(yaml.safe_load_all(file))
    document = document.get('pipelineSpec', document)
    return document['deploymentSpec']['executors']['exec-greet']['container']


def main(folder):
    known = inspect.signature(dsl.component).parameters
    steps = {}
    for name, variant in VARIANTS.items():
        if all(keyword in known for keyword in variant):
            container = executor_of({key: list(value) if isinstance(value, list) else value
                                     for key, value in variant.items()})
            steps[name] = {'command': container['command'], 'args': container['args']}
    with open(os.path.join(folder, 'kfp-%s.json' % kfp.__version__), 'w') as file:
        json.dump(steps, file, indent=1, sort_keys=True)
        file.write('\n')


if __name__ == '__main__':
    main(sys.argv[1])
