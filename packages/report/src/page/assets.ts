import { readFileSync } from 'node:fs'

const folder = new URL('../../assets/', import.meta.url)

export const pageStyle = readFileSync(new URL('page.css', folder), 'utf8')
export const pageScript = readFileSync(new URL('page.js', folder), 'utf8')
