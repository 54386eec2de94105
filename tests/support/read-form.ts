type Asked = { readonly fields: Record<string, string>; readonly action: string }

/** The fields of a form as the page gave them, by its action. */
export function readForm(page: string, action: string): Asked {
  const form = page.split('<form ').find(part => part.includes(`action="${action}"`)) ?? ''
  if (form === '') throw new Error(`no form to ${action}`)
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
  const chosen = [...form.matchAll(/<select[^>]* name="([^"]+)"[^>]*>(.*?)<\/select>/gs)].map(([, name, options]) => {
    const value = /value="([^"]*)" selected/.exec(options ?? '') ?? /value="([^"]*)"/.exec(options ?? '')
    return [name ?? '', value?.[1] ?? ''] as const
  })
  const fields = Object.fromEntries([...hidden.map(([, name, value]) => [name ?? '', value ?? '']), ...chosen])
  const { _csrf: _, ...rest } = fields as Record<string, string>
  return { fields: rest, action }
}
