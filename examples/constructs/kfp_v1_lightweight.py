"""Components of SDK 1.8: compiled by its kfp.v2 compiler, started by kfp.v2.components.executor_main.

Compile with kfp 1.8.22: python kfp_v1_lightweight.py
"""

from typing import NamedTuple

from kfp.v2 import compiler, dsl
from kfp.v2.dsl import Dataset, Input, Metrics, Output, component


@component(base_image='python:3.11')
def write(rows: int, share: float, header: bool, words: list, names: dict, data: Output[Dataset]) -> str:
    with open(data.path, 'w') as f:
        f.write(('header\n' if header else '') + '\n'.join(words * rows))
    data.metadata['share'] = share
    return names['it\'s']


@component(base_image='python:3.11')
def measure(data: Input[Dataset], told: str, metrics: Output[Metrics]) -> NamedTuple(
        'Measured', [('lines', int), ('half', float), ('told', str)]):
    with open(data.path) as f:
        lines = len(f.read().split('\n'))
    metrics.log_metric('lines', lines)
    return (lines, lines * data.metadata['share'], told)


@component(base_image='python:3.11')
def say(lines: int, half: float, told: str):
    print(f'{lines} lines, half of which are {half}; {told}')


@dsl.pipeline(name='kfp-v1-lightweight')
def pipeline(rows: int = 3, share: float = 0.5, words: list = ['a', 'b']):
    written = write(rows=rows, share=share, header=True, words=words, names={'it\'s': 'told "so"'})
    measured = measure(data=written.outputs['data'], told=written.outputs['Output'])
    say(lines=measured.outputs['lines'], half=measured.outputs['half'], told=measured.outputs['told'])


if __name__ == '__main__':
    compiler.Compiler().compile(pipeline, __file__.replace('.py', '.json'))
