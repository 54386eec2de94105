import { addCalendar } from '../../commands/reference/add-calendar.ts'
import { isDate } from '../../domain/calendar/date.ts'
import { countryZone, type CalendarYear } from '../../domain/calendar/year.ts'
import type { Fault } from '../../domain/fault.ts'
import { formatDate } from '../../i18n/formats.ts'
import { correctionField, isTicked, periodOf, plain, readDate, type Editor, type Fields } from './editor.ts'

type Line = { readonly on: string; readonly rest: string }
type Lines = { readonly lines: readonly Line[]; readonly faults: readonly Fault[] }

/** One day a line: a date, and after it a name or the holiday that moved. */
function readLines(fields: Fields, at: string): Lines {
  const written = (fields[at] ?? '').split('\n').map(line => line.trim())
  const read = written.map((line, index) => ({ ...splitLine(line), line, number: index + 1 }))
  const used = read.filter(one => one.line !== '')
  const wrong = used.filter(one => !isDate(one.on))
  const faults = wrong.map(one => ({ code: 'calendar_line', at, details: { line: one.number } }))
  return { lines: used, faults }
}

function splitLine(line: string): Line {
  const [first = '', ...rest] = line.split(/\s+/)
  return { on: readDate(first), rest: rest.join(' ') }
}

/** `2026-03-09 2026-03-08`: the day off, and the holiday on a day off that it makes good. */
function readMoved(fields: Fields): Lines & { readonly moved: CalendarYear['moved_days_off'] } {
  const { lines, faults } = readLines(fields, 'moved_days_off')
  const moved = lines.map(one => ({ on: one.on, for: readDate(one.rest) }))
  const wrong = moved.filter(one => !isDate(one.for)).map(() => ({ code: 'moved_day_line', at: 'moved_days_off' }))
  return { lines, moved, faults: faults.length > 0 ? faults : wrong.slice(0, 1) }
}

export const calendarsEditor: Editor<'calendar'> = {
  kind: 'calendar',
  name: 'calendars',
  columns: ['holidays', 'moved_days_off', 'working_weekend_days', 'source'],
  fields: [
    { name: 'year', type: 'text' },
    { name: 'holidays', type: 'lines' },
    { name: 'moved_days_off', type: 'lines' },
    { name: 'working_weekend_days', type: 'lines' },
    { name: 'source', type: 'text' },
    { name: 'verified', type: 'tick' },
    { name: 'valid_from_on', type: 'date' },
    correctionField,
  ],
  summary: ({ content }, locale) => {
    const say = (on: string) => formatDate(on, locale)
    return [
      plain(content.holidays.map(one => say(one.on)).join('\n')),
      plain(content.moved_days_off.map(one => `${say(one.on)} ← ${say(one.for)}`).join('\n')),
      plain(content.working_weekend_days.map(say).join('\n')),
      plain(content.source),
    ]
  },
  fieldsOf: ({ content }) => ({
    year: String(content.year),
    holidays: content.holidays.map(one => `${one.on} ${one.name}`).join('\n'),
    moved_days_off: content.moved_days_off.map(one => `${one.on} ${one.for}`).join('\n'),
    working_weekend_days: content.working_weekend_days.join('\n'),
    source: content.source,
    verified: content.verified ? 'yes' : '',
  }),
  readDraft: fields => {
    const year = Number(fields['year'])
    const holidays = readLines(fields, 'holidays')
    const moved = readMoved(fields)
    const weekends = readLines(fields, 'working_weekend_days')
    const content = {
      year,
      zone: countryZone,
      verified: isTicked(fields['verified']),
      source: fields['source'] ?? '',
      holidays: holidays.lines.map(one => ({ on: one.on, name: one.rest })),
      moved_days_off: moved.moved,
      working_weekend_days: weekends.lines.map(one => one.on),
    }
    const draft = { code: String(year), content, ...periodOf(fields) }
    return { draft, faults: [...holidays.faults, ...moved.faults, ...weekends.faults] }
  },
  add: addCalendar,
}
