import { describe, expect, it } from 'vitest'
import { faultsOfTemplate } from './template.ts'
import { listFiles, readText } from './tree.ts'

const views = listFiles(/^views\/.*\.ejs$/)

describe('views', () => {
  it('are there to be checked', () => {
    expect(views.length).toBeGreaterThan(0)
  })

  it.each(views)('%s decides nothing', name => {
    expect(faultsOfTemplate(readText(name))).toEqual([])
  })
})

describe('the check of views', () => {
  it.each([
    '<%= view.name.toUpperCase() %>',
    '<%- view.name %>',
    '<% view.name = 1 %>',
    '<% const name = view.name %>',
    '<% while (view.more) { %>x<% } %>',
    '<%= new Date() %>',
    '<% fetch(view.name) %>',
    '<%- include("/top") + view.name %>',
  ])('refuses %s', text => {
    expect(faultsOfTemplate(text)).not.toEqual([])
  })

  it.each([
    '<%= t("title", { name: view.name }) %>',
    '<% for (const one of view.rows) { %><%= one.name %><% } %>',
    '<% if (view.fault) { %>x<% } else { %>y<% } %>',
    '<%- include("/layout/top") %>',
    '<%# a remark %>',
  ])('lets %s pass', text => {
    expect(faultsOfTemplate(text)).toEqual([])
  })
})
