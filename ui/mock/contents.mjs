// Artifacts and logs of the mock.

const ESC = '\u001b['

const roc = Array.from({ length: 26 }, (_, i) => {
  const fpr = i / 25
  return { confidenceThreshold: 1 - fpr, falsePositiveRate: fpr, recall: Math.min(1, fpr ** 0.28) }
})

const confusion = {
  annotationSpecs: [{ displayName: '<=50K' }, { displayName: '>50K' }],
  rows: [{ row: [6951, 464] }, { row: [861, 1493] }],
}

const slices = ['all', 'men', 'women'].map((slice, i) => ({
  slice,
  sliceClassificationMetrics: {
    confusionMatrix: { ...confusion, rows: confusion.rows.map(({ row }) => ({ row: row.map((n) => Math.round(n / (i + 1))) })) },
    confidenceMetrics: roc.map((point) => ({ ...point, recall: Math.min(1, point.falsePositiveRate ** (0.28 + i * 0.12)) })),
  },
}))

const csv = `age,workclass,education,hours_per_week,income
39,State-gov,Bachelors,40,<=50K
50,Self-emp,Bachelors,13,<=50K
38,Private,"HS-grad, evening",40,<=50K
53,Private,11th,40,<=50K
28,Private,Bachelors,40,>50K
37,Private,Masters,40,<=50K
49,Private,9th,16,<=50K
52,Self-emp,HS-grad,45,>50K
31,Private,Masters,50,>50K
42,Private,Bachelors,40,>50K
`

const markdown = `# Census income: model report

The **boosting** model wins with an accuracy of \`0.8716\` on held-out rows.

| model    | accuracy | AUC   |
|----------|---------:|------:|
| logistic | 0.8491   | 0.901 |
| forest   | 0.8583   | 0.911 |
| boosting | 0.8716   | 0.927 |

## What to look at

1. Recall of the rarer class is still low (0.63).
2. \`capital_gain\` explains more than it should: see [the notes](https://example.org/notes).

> Trained on 32 561 rows, seed 7.

\`\`\`python
best = max(models, key=lambda m: m.accuracy)
\`\`\`

<script>document.title = 'markdown ran'</script>
[a trap](javascript:alert(1))
`

const html = `<!doctype html><html><body style="font:16px sans-serif;margin:24px">
<h2 style="color:#0b7285">Feature importance</h2>
<table style="border-collapse:collapse">${[['capital_gain', 38], ['age', 24], ['education', 17], ['hours_per_week', 12], ['occupation', 9]]
  .map(([name, share]) => `<tr><td style="padding:4px 12px 4px 0">${name}</td><td><div style="background:#38bdf8;height:16px;width:${share * 8}px"></div></td><td style="padding-left:8px">${share} %</td></tr>`)
  .join('')}</table>
<p>Drawn by the step itself.</p>
<script>try { parent.document.title = 'html escaped' } catch (e) {} document.body.append('script ran')</script>
</body></html>`

/** A little picture without an image library: an uncompressed BMP of a colour ramp. */
function picture() {
  const width = 240
  const height = 120
  const header = Buffer.alloc(54)
  const stride = width * 3
  header.write('BM')
  header.writeUInt32LE(54 + stride * height, 2)
  header.writeUInt32LE(54, 10)
  header.writeUInt32LE(40, 14)
  header.writeInt32LE(width, 18)
  header.writeInt32LE(height, 22)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(24, 28)
  const pixels = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const wave = Math.sin(x / 18) * Math.cos(y / 14)
      pixels.set([150 + 90 * wave, 90 + (x / width) * 140, 40 + (y / height) * 120], y * stride + x * 3)
    }
  }
  return Buffer.concat([header, pixels])
}

const file = (name, type, body, content_type, metadata = {}) => ({ name, type, body: Buffer.from(body), content_type, metadata })

/** Artifacts by name; ids are their positions from 1. */
export const artifacts = [
  file('dataset', 'system.Dataset', csv, 'text/csv', { rows: 32561, source: 'UCI census income' }),
  { ...file('model', 'system.Model', '', 'application/x-directory', { framework: 'scikit-learn', framework_version: '1.5.2' }), entries: [{ path: 'model.joblib', size: 40913221 }, { path: 'metadata/signature.json', size: 812 }, { path: 'README.md', size: 1204 }] },
  file('metrics', 'system.Metrics', '', 'application/json', { accuracy: 0.871613, auc: 0.92694, log_loss: 0.280913, rows: 9769, model: 'boosting' }),
  file('curve', 'system.ClassificationMetrics', '', 'application/json', { confusionMatrix: confusion, confidenceMetrics: roc }),
  file('report', 'system.Markdown', markdown, 'text/markdown'),
  file('importance', 'system.HTML', html, 'text/html'),
  file('params', 'system.Artifact', JSON.stringify({ solver: 'lbfgs', folds: [1, 2, 3], nested: { deep: { deeper: true } } }), 'application/json'),
  file('picture', 'system.Artifact', picture(), 'image/bmp'),
  file('slices', 'system.SlicedClassificationMetrics', '', 'application/json', { evaluationSlices: slices }),
  { ...file('vertex', 'google.VertexModel', '', 'application/octet-stream', { resourceName: 'projects/7/locations/eu/models/42', labels: { team: 'tabular', tier: 'gold' } }), missing: true },
  { ...file('gone', 'system.Dataset', 'x', 'text/csv', {}), missing: true },
  file('notes', 'system.Artifact', 'line one\nline two <b>not bold</b>\n'.repeat(40), 'text/plain'),
].map((one, i) => ({ ...one, artifact_id: String(i + 1) }))

export function artifact(name) {
  const one = artifacts.find((candidate) => candidate.name === name)
  const size = one.entries ? one.entries.reduce((sum, entry) => sum + entry.size, 0) : one.body.length
  return {
    artifact_id: one.artifact_id,
    name,
    type: one.type,
    uri: `minio://mlpipeline/v2/artifacts/census-income/7f3a2b10/${name}`,
    ...(size > 0 ? { size_bytes: String(size), digest: `sha256:${'9f86d081884c7d65'.repeat(4)}` } : {}),
    metadata: one.metadata,
    created_at: new Date().toISOString(),
    is_directory: Boolean(one.entries),
  }
}

/** Log lines of a training step: colours, a progress bar, a warning, a stack trace where it fails. */
export function logLines(step, { fails = false, lines = 60 } = {}) {
  const out = [
    `${ESC}90m[KFP Executor 2026-11-01 09:14:02,118 INFO]:${ESC}0m Looking for component \`${step.replaceAll('-', '_')}\` in --component_module_path`,
    `${ESC}36mINFO${ESC}0m  python 3.11.7, scikit-learn 1.5.2`,
    `${ESC}36mINFO${ESC}0m  reading minio://mlpipeline/v2/artifacts/census-income/dataset`,
  ]
  for (let i = 1; i <= lines; i++) {
    const loss = (0.7 * Math.exp(-i / 22) + 0.28).toFixed(4)
    if (i === 12) out.push(`${ESC}33mWARN${ESC}0m  column "capital_gain" has 8 outliers, clipped at the 99.9th percentile`)
    out.push(`${ESC}32mepoch ${String(i).padStart(3)}${ESC}0m  loss=${ESC}1m${loss}${ESC}0m  rows/s=${18000 + ((i * 7919) % 900)}`)
  }
  out.push('  0%|          | 0/20\r 35%|###5      | 7/20\r100%|##########| 20/20')
  if (fails) {
    out.push(
      `${ESC}31mTraceback (most recent call last):${ESC}0m`,
      '  File "/tmp/kfp/component.py", line 41, in train_forest',
      '    model.fit(table[columns], table[label])',
      '  File "/venv/lib/python3.11/site-packages/sklearn/ensemble/_forest.py", line 487, in fit',
      '    trees = Parallel(n_jobs=self.n_jobs)(delayed(_parallel_build_trees)(...))',
      `${ESC}1;31mValueError: Input X contains NaN.${ESC}0m RandomForestClassifier does not accept missing values encoded as NaN natively.`,
    )
  } else out.push(`${ESC}32mdone${ESC}0m  written 1 artifact, 2 parameters`)
  return out
}
