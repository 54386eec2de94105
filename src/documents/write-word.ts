import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { Block, PrintedDocument } from './printed-document.ts'

/** An office there has it, and it draws every Kazakh letter. */
const font = 'Times New Roman'
/** Half points. */
const sizes = { text: 22, small: 18, heading: 26, title: 30 } as const
/** Twentieths of a point: 2 cm, and 3 cm on the side of the binding. */
const margins = { top: 1134, right: 850, bottom: 1134, left: 1701 } as const

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The Word file of a document. The file itself names neither its author nor the machine. */
export async function writeWord(model: PrintedDocument): Promise<Buffer> {
  const children = [markLine(model.mark), titleLine(model.title), ...model.blocks.flatMap(writeBlock)]
  const document = new Document({
    creator: '',
    lastModifiedBy: '',
    title: model.title,
    styles: stylesOf(model.language),
    sections: [{ properties: { page: { margin: margins } }, footers: { default: footerOf(model.footer) }, children }],
  })
  return Packer.toBuffer(document)
}

function stylesOf(language: PrintedDocument['language']) {
  const run = (size: number, bold = false) => ({ font, size, bold, color: '000000' })
  return {
    default: {
      document: { run: { ...run(sizes.text), language: { value: `${language}-KZ` } } },
      title: { run: run(sizes.title, true) },
      heading1: { run: run(sizes.heading, true), paragraph: { spacing: { before: 240, after: 120 } } },
      heading2: { run: run(sizes.text, true), paragraph: { spacing: { before: 160, after: 80 } } },
    },
  }
}

function writeBlock(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ text: block.text, heading: HeadingLevel.HEADING_1, keepNext: true })]
    case 'subheading':
      return [new Paragraph({ text: block.text, heading: HeadingLevel.HEADING_2, keepNext: true })]
    case 'text':
      return [new Paragraph({ children: lines(block.text), spacing: { after: 80 } })]
    case 'list':
      return block.items.map(text => new Paragraph({ children: lines(text), bullet: { level: 0 } }))
    case 'facts':
      return [tableOf(block.facts.map(({ name, value }) => rowOf([name, value], 'name')))]
    case 'table':
      return [
        new Paragraph({ text: block.caption, keepNext: true, spacing: { before: 80, after: 40 } }),
        tableOf([rowOf(block.head, 'head'), ...block.rows.map(row => rowOf(row, 'none'))]),
      ]
  }
}

function tableOf(rows: readonly TableRow[]): Table {
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: [...rows] })
}

function rowOf(cells: readonly string[], bold: 'head' | 'name' | 'none'): TableRow {
  const isBold = (at: number) => bold === 'head' || (bold === 'name' && at === 0)
  return new TableRow({
    tableHeader: bold === 'head',
    cantSplit: true,
    children: cells.map(
      (text, at) => new TableCell({ children: [new Paragraph({ children: lines(text, isBold(at)) })] }),
    ),
  })
}

function lines(text: string, bold = false): TextRun[] {
  return text.split('\n').map((line, at) => new TextRun({ text: line, bold, ...(at > 0 ? { break: 1 } : {}) }))
}

function markLine(mark: string): Paragraph {
  return new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun({ text: mark, size: sizes.small })] })
}

function titleLine(title: string): Paragraph {
  return new Paragraph({ text: title, heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER })
}

function footerOf(text: string): Footer {
  const page = [' · ', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES]
  const run = new TextRun({ children: [text, ...page], size: sizes.small })
  return new Footer({ children: [new Paragraph({ children: [run] })] })
}
