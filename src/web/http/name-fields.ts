const summary = /<div\b[^>]*\bid="faults">.*?<\/div>/s
const entry = /(<li><a href="#q-([^"]+)">)(.*?)(?=<\/a>)/gs
const label = /<label\b[^>]*\bfor="q-([^"]+)"[^>]*>\s*<span>(.*?)<\/span>/gs
const legend = /<fieldset\b[^>]*\bid="q-([^"]+)"[^>]*>\s*<legend>(.*?)<\/legend>/gs

/**
 * A refused form's summary calls each field by the label that the reader will find at it.
 * The label is taken from the finished page, so that no form can forget to name its fields and none names them otherwise.
 */
export function nameFields(html: string): string {
  return html.replace(summary, list => {
    const labels = readLabels(html)
    return list.replaceAll(entry, (_, link: string, field: string, text: string) => {
      return `${link}${nameField(labels.get(field) ?? '', text)}`
    })
  })
}

function readLabels(html: string): ReadonlyMap<string, string> {
  const found = [...html.matchAll(label), ...html.matchAll(legend)]
  return new Map(found.map(([, field = '', text = '']) => [field, text.replaceAll(/<[^>]*>/g, '').trim()]))
}

/** A sentence that says the name of its field is left alone. */
function nameField(name: string, text: string): string {
  if (name === '' || text.includes(name)) return text
  return /[.?!:]$/.test(name) ? `${name} ${text}` : `${name}: ${text}`
}
