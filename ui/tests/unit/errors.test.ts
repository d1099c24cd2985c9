import { describe, expect, it } from 'vitest'
import { runFilter } from '../../src/api/kfp'
import { errorFromAnswer } from '../../src/api/errors'
import { parseDiagnostics } from '../../src/lib/diagnostics'

describe('errorFromAnswer', () => {
  it('prefers the sentence meant for users and keeps the chain', () => {
    const error = errorFromAnswer(
      404,
      JSON.stringify({
        code: 5,
        message: 'Failed to get a run: ResourceNotFoundError: Run abc not found',
        details: [{ '@type': 'type.googleapis.com/google.rpc.Status', code: 5, message: 'Run abc not found' }],
      }),
    )
    expect(error.message).toBe('Run abc not found')
    expect(error.detail).toContain('ResourceNotFoundError')
  })

  it('reads the upload form of errors', () => {
    const error = errorFromAnswer(400, '{"error_message":"Failed to create a pipeline","error_details":"no root"}')
    expect(error).toMatchObject({ message: 'Failed to create a pipeline', detail: 'no root' })
  })

  it('reads plain text and hides HTML', () => {
    expect(errorFromAnswer(400, 'Pipeline.Name length cannot exceed 128').message).toContain('cannot exceed')
    expect(errorFromAnswer(502, '<html>Bad gateway</html>').message).toBe('The server answered with status 502')
  })
})

describe('parseDiagnostics', () => {
  it('reads structured lists, nested spans and hints', () => {
    const body = {
      details: [
        { '@type': 'x', message: 'summary' },
        { code: 'unknown-task', severity: 'ERROR', message: 'no task "trian"', line: 12, column: 5, hint: 'did you mean "train"?' },
        { severity: 'warning', message: 'unused input', span: { line: 3, column: 1 } },
      ],
    }
    expect(parseDiagnostics(body)).toMatchObject([
      { line: 12, column: 5, severity: 'error', code: 'unknown-task', hint: 'did you mean "train"?' },
      { line: 3, severity: 'warning' },
    ])
  })

  it('reads compiler-like lines of text', () => {
    const text = 'pipeline.yaml:12:5: error[unknown-field]: unknown field "imge"\n  hint: did you mean "image"?\n7:1: no root'
    expect(parseDiagnostics({ error_details: text })).toMatchObject([
      { file: 'pipeline.yaml', line: 12, column: 5, code: 'unknown-field', hint: 'did you mean "image"?' },
      { line: 7, column: 1, message: 'no root' },
    ])
  })

  it('reads places told in words and ignores the rest', () => {
    expect(parseDiagnostics('while parsing, line 4, column 9: bad indentation')).toMatchObject([{ line: 4, column: 9 }])
    expect(parseDiagnostics('it failed')).toEqual([])
    expect(parseDiagnostics(null)).toEqual([])
  })
})

describe('runFilter', () => {
  it('hides archived runs, searches names and joins states', () => {
    expect(runFilter({ text: 'cen', states: ['FAILED', 'RUNNING'], archived: false })).toEqual([
      { operation: 'NOT_EQUALS', key: 'storage_state', string_value: 'ARCHIVED' },
      { operation: 'IS_SUBSTRING', key: 'display_name', string_value: 'cen' },
      { operation: 'IN', key: 'state', string_values: { values: ['FAILED', 'RUNNING'] } },
    ])
  })
})
