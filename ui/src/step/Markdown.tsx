import { marked, type Token, type Tokens } from 'marked'
import { useMemo, type ReactNode } from 'react'

/**
 * Markdown as React elements. The parser only cuts text into tokens; no markup of the text itself is ever inserted,
 * links go only to web and mail addresses, and pictures are named rather than fetched.
 */
export function Markdown({ text }: { text: string }) {
  const tokens = useMemo(() => marked.lexer(text), [text])
  return <div className="markdown">{blocks(tokens)}</div>
}

const blocks = (tokens: readonly Token[]): ReactNode[] => tokens.map((token, i) => <Block key={i} token={token} />)

function Block({ token }: { token: Token }): ReactNode {
  switch (token.type) {
    case 'heading':
      return heading(token as Tokens.Heading)
    case 'paragraph':
      return <p>{inlines(token.tokens ?? [])}</p>
    case 'text':
      return token.tokens ? <>{inlines(token.tokens)}</> : <>{decode(token.text as string)}</>
    case 'code':
      return (
        <pre className="text-block">
          <code>{token.text as string}</code>
        </pre>
      )
    case 'blockquote':
      return <blockquote>{blocks(token.tokens ?? [])}</blockquote>
    case 'list':
      return list(token as Tokens.List)
    case 'table':
      return table(token as Tokens.Table)
    case 'hr':
      return <hr />
    case 'html':
      return <p className="faint">{token.raw}</p>
    default:
      return null
  }
}

function heading({ depth, tokens }: Tokens.Heading): ReactNode {
  // The panel's own headings end at level 4; a document's begin below them.
  const Tag = `h${Math.min(6, depth + 3)}` as 'h4' | 'h5' | 'h6'
  return <Tag className={`md-h${depth}`}>{inlines(tokens)}</Tag>
}

function list({ ordered, start, items }: Tokens.List): ReactNode {
  const children = items.map((item, i) => (
    <li key={i}>
      {item.task && <input type="checkbox" disabled checked={item.checked === true} aria-label="done" />}
      {blocks(item.tokens)}
    </li>
  ))
  return ordered ? <ol start={typeof start === 'number' ? start : 1}>{children}</ol> : <ul>{children}</ul>
}

function table({ header, rows, align }: Tokens.Table): ReactNode {
  const side = (i: number) => (align[i] === 'right' ? 'right' : '')
  return (
    <div className="csv">
      <table>
        <thead>
          <tr>
            {header.map((cell, i) => (
              <th key={i} scope="col" className={side(i)}>
                {inlines(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j} className={side(j)}>
                  {inlines(cell.tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const inlines = (tokens: readonly Token[]): ReactNode[] => tokens.map((token, i) => <Inline key={i} token={token} />)

function Inline({ token }: { token: Token }): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{inlines(token.tokens ?? [])}</strong>
    case 'em':
      return <em>{inlines(token.tokens ?? [])}</em>
    case 'del':
      return <del>{inlines(token.tokens ?? [])}</del>
    case 'codespan':
      return <code>{decode(token.text as string)}</code>
    case 'br':
      return <br />
    case 'link':
      return link(token as Tokens.Link)
    case 'image':
      return <span className="faint">[picture: {(token as Tokens.Image).text || (token as Tokens.Image).href}]</span>
    case 'text':
    case 'escape':
      return token.type === 'text' && token.tokens ? <>{inlines(token.tokens)}</> : <>{decode(token.text as string)}</>
    default:
      return <>{token.raw}</>
  }
}

function link({ href, tokens }: Tokens.Link): ReactNode {
  if (!/^(https?:|mailto:)/i.test(href)) return <span>{inlines(tokens)}</span>
  return (
    <a href={href} target="_blank" rel="noreferrer noopener nofollow">
      {inlines(tokens)}
    </a>
  )
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }

/** React escapes by itself; entities that the author or the parser wrote would otherwise be shown literally. */
function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}
