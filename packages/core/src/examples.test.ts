import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** The figures that an example prints, each after its name. */
function run(example: string): (name: string) => number {
  const file = fileURLToPath(new URL(`../examples/${example}`, import.meta.url))
  const printed = execFileSync(process.execPath, [file], { encoding: 'utf8' })
  return name => {
    const at = printed.indexOf(`${name} `)
    if (at < 0) throw new Error(`expected ${example} to print ${name}, received ${printed}`)
    return Number.parseFloat(printed.slice(at + name.length))
  }
}

test('a regression on 20 features explains what noise leaves to explain', () => {
  const figure = run('regression.mjs')
  // The noise has variance 1, the targets one of about 25: more than 0.96 cannot be.
  expect(figure('R²')).toBeGreaterThan(0.93)
  expect(figure('R²')).toBeLessThan(0.97)
  expect(figure('error')).toBeLessThan(1.25)
})

test('an autoencoder does far better than the mean image', () => {
  const figure = run('autoencoder.mjs')
  expect(figure('error')).toBeLessThan(figure('mean image') / 4)
  expect(figure('mean image')).toBeGreaterThan(0.06)
  expect(figure('binary cross-entropy')).toBeLessThan(0.1)
})

test('one output tells two moons apart', () => {
  const figure = run('two-moons.mjs')
  expect(figure('accuracy')).toBeGreaterThan(0.95)
  expect(figure('AUC')).toBeGreaterThan(0.99)
  expect(figure('F1')).toBeGreaterThan(0.95)
})
