/** A part of a document, in its order on paper. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'subheading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }

export type Fact = { readonly name: string; readonly value: string }

/** The view model of a paper: the print page and the Word file show the same. */
export type PrintedDocument = {
  readonly language: 'kk' | 'ru'
  /** The mark of restricted use, in the upper corner. */
  readonly mark: string
  readonly title: string
  readonly blocks: readonly Block[]
  /** On every page: sheet number, who printed it and when. */
  readonly footer: string
}

/** A heading with what stands under it, or nothing where there is nothing to say. */
export function section(text: string, blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [{ kind: 'heading', text }, ...blocks]
}

export function textBlocks(...texts: readonly string[]): Block[] {
  return texts.filter(text => text !== '').map(text => ({ kind: 'text', text }))
}

export function listBlock(items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }]
}

export function tableBlock(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): Block[] {
  return rows.length === 0 ? [] : [{ kind: 'table', caption, head, rows }]
}
