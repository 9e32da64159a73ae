/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildReport } from '../build-report.ts'
import { colorVariables } from '../figures/color/theme.ts'
import { launchBrowser } from '../testing/browser.ts'
import { studyInput } from '../testing/study-input.ts'

let folder: string
let browser: Browser
const addresses: Record<'one' | 'several' | 'partial', string> = { one: '', several: '', partial: '' }

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'page-'))
  const several = await studyInput({ seeds: [1, 2, 3] })
  const inputs = {
    one: await studyInput(),
    several,
    partial: { ...several, runs: several.runs.filter(({ network }) => network !== 'baseline'), gradientChecks: [] },
  }
  for (const name of ['one', 'several', 'partial'] as const) {
    const { files } = await buildReport(inputs[name], path.join(folder, name))
    addresses[name] = pathToFileURL(files.page).href
  }
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

interface Opened {
  readonly page: Page
  /** Everything the page complained about or asked for. */
  readonly troubles: readonly string[]
}

async function open(
  name: keyof typeof addresses,
  { width = 1280, scheme = 'light' as 'light' | 'dark', touch = false } = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, hasTouch: touch })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('console', message => troubles.push(`console ${message.type()}: ${message.text()}`))
  page.on('pageerror', error => troubles.push(`error: ${error.message}`))
  page.on('request', request => {
    if (request.url() !== addresses[name] && !request.url().startsWith('data:'))
      troubles.push(`request: ${request.url()}`)
  })
  await page.goto(addresses[name])
  return { page, troubles }
}

/** Figures and elements that stand out of the page, or are empty. */
function layoutTroubles(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const troubles: string[] = []
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth > clientWidth) troubles.push(`the page is ${scrollWidth} wide in ${clientWidth}`)
    const shown = [...document.querySelectorAll<HTMLElement>('.drawing')].filter(
      drawing => drawing.offsetParent !== null,
    )
    if (shown.length !== document.querySelectorAll('figure').length) troubles.push(`${shown.length} figures are shown`)
    for (const drawing of shown) {
      const name = drawing.closest('figure')!.id
      const box = drawing.querySelector('svg')!.getBoundingClientRect()
      if (box.width < 250 || box.height < 100) troubles.push(`${name} is ${box.width} × ${box.height}`)
      for (const text of drawing.querySelectorAll('text')) {
        const { left, right, height } = text.getBoundingClientRect()
        if (left < box.left - 1 || right > box.right + 1) troubles.push(`${name}: “${text.textContent}” reaches out`)
        if (height < 10) troubles.push(`${name}: “${text.textContent}” is ${height} high`)
      }
    }
    return troubles
  })
}

describe('the page in a browser', () => {
  it.each([
    ['one', 360, 'light'],
    ['one', 768, 'dark'],
    ['one', 1280, 'light'],
    ['several', 360, 'dark'],
    ['several', 1280, 'dark'],
    ['partial', 360, 'light'],
    ['partial', 1280, 'light'],
  ] as const)('%s, %d wide, %s: no complaint, no request, nothing cut off', async (name, width, scheme) => {
    const { page, troubles } = await open(name, { width, scheme })
    expect(await layoutTroubles(page)).toEqual([])
    await page.mouse.wheel(0, 5000)
    expect(troubles).toEqual([])
    await page.context().close()
  })

  it('draws every curve of every figure', async () => {
    const { page } = await open('one')
    const lengths = await page.evaluate(() => {
      return [...document.querySelectorAll<SVGPathElement>('.drawing.wide[data-figure] g path[fill="none"]')].map(
        path => path.getTotalLength(),
      )
    })
    expect(lengths.length).toBeGreaterThan(80)
    expect(Math.min(...lengths)).toBeGreaterThan(20)
    await page.context().close()
  })

  it.each(['light', 'dark'] as const)('follows the reader’s choice: %s', async scheme => {
    const { page } = await open('one', { scheme })
    const wanted = Object.fromEntries(
      colorVariables(scheme)
        .split(';')
        .map(entry => entry.split(':') as [string, string]),
    )
    const found = await page.evaluate(() => {
      const probe = document.createElement('p')
      const resolve = (color: string) => {
        probe.style.color = color
        document.body.append(probe)
        return getComputedStyle(probe).color
      }
      const stroke = document.querySelector('#figure-3-validation-loss .wide path[stroke="var(--s3)"]')!
      const names = ['--surface', '--ink', '--s3']
      const style = getComputedStyle(document.documentElement)
      const variables = Object.fromEntries(names.map(name => [name, style.getPropertyValue(name)]))
      return {
        variables,
        page: style.backgroundColor,
        surface: resolve('var(--surface)'),
        stroke: getComputedStyle(stroke).stroke,
        s3: resolve('var(--s3)'),
      }
    })
    expect(found.variables).toEqual({
      '--surface': wanted['--surface'],
      '--ink': wanted['--ink'],
      '--s3': wanted['--s3'],
    })
    expect(found.page).toBe(found.surface)
    expect(found.stroke).toBe(found.s3)
    await page.context().close()
  })

  it('prints in light colours with the wide figures, even from a dark page', async () => {
    const { page } = await open('one', { width: 360, scheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    const printed = await page.evaluate(() => ({
      surface: getComputedStyle(document.documentElement).getPropertyValue('--surface'),
      wide: getComputedStyle(document.querySelector('.drawing.wide')!).display,
      narrow: getComputedStyle(document.querySelector('.drawing.narrow')!).display,
    }))
    expect(printed).toEqual({ surface: '#ffffff', wide: 'block', narrow: 'none' })
    const pdf = await page.pdf({ format: 'A4' })
    expect(pdf.length).toBeGreaterThan(100_000)
    await page.context().close()
  })

  it('typesets formulas with a font of its own', async () => {
    const { page } = await open('one')
    const { loaded, sum, text } = await page.evaluate(async () => {
      await document.fonts.ready
      const heights = (selector: string) => document.querySelector(selector)!.getBoundingClientRect().height
      const operators = [...document.querySelectorAll('#task-1a .formula mo')].filter(mo => mo.textContent === '∑')
      return {
        loaded: [...document.fonts].map(({ family, status }) => `${family.replaceAll('"', '')} ${status}`),
        sum: operators[0]!.getBoundingClientRect().height,
        text: heights('#task-1a p'),
      }
    })
    expect(loaded).toEqual(['Report Math loaded'])
    // In a displayed formula a sum is larger than a line of text is high: the font has sizes to choose from.
    expect(sum).toBeGreaterThan(18)
    expect(text).toBeGreaterThan(10)
    await page.context().close()
  })
})

describe('values under the pointer', () => {
  const figure = '#figure-3-validation-accuracy .drawing.wide'

  it('are shown for every curve, and go with the pointer', async () => {
    const { page, troubles } = await open('one')
    const tooltip = page.locator('#tooltip')
    expect(await tooltip.isVisible()).toBe(false)
    await page.locator(figure).scrollIntoViewIfNeeded()
    const box = (await page.locator(`${figure} svg`).boundingBox())!
    await page.mouse.move(box.x + box.width * 0.15, box.y + box.height * 0.6)
    expect(await tooltip.isVisible()).toBe(true)
    const lines = await tooltip.locator('div').allTextContents()
    expect(lines).toEqual([
      expect.stringMatching(/^baseline\d\d\.\d\d %$/),
      expect.stringMatching(/^\+ init9\d\.\d\d %$/),
      expect.stringMatching(/^\+ sigmoid9\d\.\d\d %$/),
      expect.stringMatching(/^\+ momentum9\d\.\d\d %$/),
    ])
    expect(await tooltip.locator('b').textContent()).toMatch(/^step \d?\d?,?\d+ · epoch \d+\.\d$/)
    const [left, right] = await tooltip.evaluate(element => [
      element.getBoundingClientRect().left,
      element.getBoundingClientRect().right,
    ])
    expect(left).toBeGreaterThanOrEqual(0)
    expect(right).toBeLessThanOrEqual(1280)
    await page.mouse.move(5, 5)
    expect(await tooltip.isVisible()).toBe(false)
    expect(await page.locator(`${figure} .pointer`).count()).toBe(0)
    expect(troubles).toEqual([])
    await page.context().close()
  })

  it('are those of the data', async () => {
    const input = await studyInput()
    const { page } = await open('one')
    await page.locator(figure).focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    const heading = await page.locator('#tooltip b').textContent()
    const step = Number(/step ([\d,]+)/.exec(heading ?? '')![1]!.replace(',', ''))
    const { validation } = input.runs.find(({ network }) => network === 'init')!.history!
    const { accuracy } = validation.find(point => point.step === step)!
    const row = await page.locator('#tooltip div', { hasText: '+ init' }).textContent()
    expect(row).toContain(`${(accuracy * 100).toFixed(2)} %`)
    await page.context().close()
  })

  it('are read with the arrow keys, aloud too, in both panels', async () => {
    const { page } = await open('one')
    await page.locator(figure).focus()
    await page.keyboard.press('End')
    const reading = page.locator('#reading')
    expect(await reading.textContent()).toMatch(/^step 29,\d\d\d · epoch 4\d\.\d: baseline 9\d\.\d\d %$/)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    expect(await reading.textContent()).toMatch(
      /^step 10,\d\d\d · epoch 16\.\d: baseline .*, \+ init .*, \+ sigmoid .*, \+ momentum /,
    )
    await page.keyboard.press('Escape')
    expect(await page.locator('#tooltip').isVisible()).toBe(false)
    await page.context().close()
  })

  it('are shown by a finger, without leaving a narrow screen', async () => {
    const { page } = await open('several', { width: 360, touch: true })
    const narrow = page.locator('#figure-4a-validation-loss .drawing.narrow')
    await narrow.scrollIntoViewIfNeeded()
    const box = (await narrow.locator('svg').boundingBox())!
    await page.touchscreen.tap(box.x + box.width * 0.8, box.y + box.height * 0.6)
    const tooltip = page.locator('#tooltip')
    expect(await tooltip.isVisible()).toBe(true)
    expect(await tooltip.textContent()).toMatch(/64 units0\.\d{4} ± 0\.\d{4}128/)
    const { left, right } = await tooltip.evaluate(element => element.getBoundingClientRect().toJSON())
    expect(left).toBeGreaterThanOrEqual(0)
    expect(right).toBeLessThanOrEqual(360)
    await page.context().close()
  })
})

describe('structure', () => {
  it('has one heading of the first order, sections with names, links that lead somewhere, unique ids', async () => {
    const { page } = await open('partial')
    const found = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
      return {
        h1: document.querySelectorAll('h1').length,
        doubled: ids.filter((id, index) => ids.indexOf(id) !== index),
        dead: [...document.querySelectorAll('a[href^="#"]')]
          .map(a => a.getAttribute('href')!.slice(1))
          .filter(id => !document.getElementById(id)),
        unnamed: [...document.querySelectorAll('section')].filter(
          section => !document.getElementById(section.getAttribute('aria-labelledby')!)?.textContent,
        ).length,
        unlabelled: [...document.querySelectorAll('svg')].filter(
          svg => svg.getAttribute('role') === 'img' && !svg.getAttribute('aria-label'),
        ).length,
        uncaptioned: document.querySelectorAll('figure:not(:has(figcaption)), table:not(:has(caption))').length,
        headless: document.querySelectorAll('tbody tr:not(:has(th[scope=row]))').length,
        lang: document.documentElement.lang,
      }
    })
    expect(found).toEqual({
      h1: 1,
      doubled: [],
      dead: [],
      unnamed: 0,
      unlabelled: 0,
      uncaptioned: 0,
      headless: 0,
      lang: 'en',
    })
    await page.context().close()
  })

  it('shows what a partial report lacks before anything else', async () => {
    const { page } = await open('partial')
    const notice = page.locator('main > :first-child')
    expect(await notice.locator('h2').textContent()).toBe('This report is not complete')
    expect(await notice.locator('li').allTextContents()).toEqual([
      'baseline was not trained.',
      'The gradient check of 2b was not made.',
      'The gradient check of 4c was not made.',
    ])
    expect(await notice.locator('code').textContent()).toBe('blasnet report --resume --out runs/report')
    await page.context().close()
  })

  it('text stands out from its ground everywhere, light and dark', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page } = await open('several', { scheme })
      const faint = await page.evaluate(() => {
        const parse = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number) as number[]
        const luminance = ([r, g, b]: readonly number[]) => {
          const [x, y, z] = [r!, g!, b!].map(value =>
            value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
          )
          return 0.2126 * x! + 0.7152 * y! + 0.0722 * z!
        }
        const groundOf = (element: Element | null): readonly number[] => {
          for (let at = element; at; at = at.parentElement) {
            const color = parse(getComputedStyle(at).backgroundColor)
            if (color.length === 3 || color[3] === 1) return color
          }
          return [255, 255, 255]
        }
        return [
          ...document.querySelectorAll('p, td, th, li, a, small, figcaption, caption, .verdict, .number, summary, h2'),
        ].flatMap(element => {
          const [a, b] = [luminance(parse(getComputedStyle(element).color)), luminance(groundOf(element))]
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
          return ratio < 4.5 ? [`${element.tagName}.${element.className} ${ratio.toFixed(2)}`] : []
        })
      })
      expect([...new Set(faint)]).toEqual([])
      await page.context().close()
    }
  })
})
