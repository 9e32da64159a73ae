// Shows the values of curves under the pointer, a finger or the arrow keys. Without it the page reads the same.
;(() => {
  const data = JSON.parse(document.getElementById('figure-data').textContent)
  const tooltip = document.getElementById('tooltip')
  const reading = document.getElementById('reading')
  const svgSpace = 'http://www.w3.org/2000/svg'

  const toUnit = {
    linear: value => value,
    root: value => Math.sqrt(Math.max(value, 0)),
    log: value => Math.log(Math.max(value, 1e-300)),
  }
  const fromUnit = { linear: value => value, root: value => value * value, log: Math.exp }

  /** Position of a value on an axis, 0 … 1, and back. */
  function share({ domain, scale }, value) {
    const [low, high] = domain.map(toUnit[scale])
    return (toUnit[scale](value) - low) / (high - low)
  }
  function valueAt({ domain, scale }, position) {
    const [low, high] = domain.map(toUnit[scale])
    return fromUnit[scale](low + position * (high - low))
  }

  function countOf({ x }) {
    return x.even ? x.even[2] : x.all.length
  }
  function stepOf({ x }, index) {
    return x.even ? x.even[0] + x.even[1] * index : x.all[index]
  }
  /** The point of a curve nearest to x, or none when the curve has ended before or not begun. */
  function nearest(curve, x) {
    let [low, high] = [0, countOf(curve) - 1]
    if (high < 0) return undefined
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (stepOf(curve, middle) <= x) low = middle
      else high = middle
    }
    const index = Math.abs(stepOf(curve, low) - x) <= Math.abs(stepOf(curve, high) - x) ? low : high
    const first = stepOf(curve, 0)
    const last = stepOf(curve, countOf(curve) - 1)
    const reach = countOf(curve) > 1 ? (last - first) / (countOf(curve) - 1) : 1
    return x < first - reach || x > last + reach ? undefined : index
  }

  const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹'

  /** Decimals that show a value with four digits. */
  function decimalsOf(value) {
    return value === 0 ? 0 : Math.min(6, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value)))))
  }

  /** A value and its deviation, if it has one, to the same decimal. */
  function formatValue(value, deviation, { format }) {
    const behind = text => (deviation > 0 ? ` ± ${text(deviation)}` : '')
    if (format === 'percent') {
      const percent = share => (share * 100).toFixed(2)
      return `${percent(value)}${behind(percent)} %`
    }
    const size = Math.abs(value)
    if (size === 0 || (size >= 0.001 && size < 1e5)) {
      const digits = text => text.toFixed(decimalsOf(value))
      return digits(value) + behind(digits)
    }
    const [mantissa, exponent] = value.toExponential(2).split('e')
    const power = String(Math.abs(Number(exponent))).replace(/\d/g, digit => raised[digit])
    return `${mantissa} · 10${Number(exponent) < 0 ? '⁻' : ''}${power}`
  }

  function curvesOf(panel) {
    return panel.curves.map(key => data.curves[key])
  }

  /** Every x at which some curve of the panel has a point, ordered. */
  function stopsOf(panel) {
    panel.stops ??= [
      ...new Set(curvesOf(panel).flatMap(curve => Array.from({ length: countOf(curve) }, (_, i) => stepOf(curve, i)))),
    ]
      .filter(x => x >= panel.x.domain[0] && x <= panel.x.domain[1])
      .sort((a, b) => a - b)
    return panel.stops
  }

  function rowsAt(panel, x) {
    return curvesOf(panel).flatMap(curve => {
      const index = nearest(curve, x)
      if (index === undefined) return []
      const value = curve.y[index]
      return [{ label: curve.n, paint: curve.c, value, text: formatValue(value, curve.d?.[index], panel.y) }]
    })
  }

  function headingAt(panel, x) {
    const count = Math.round(x)
    if (!panel.stepsPerEpoch) return `${panel.x.label} ${count}`
    return `step ${count.toLocaleString('en-US')} · epoch ${(x / panel.stepsPerEpoch).toFixed(1)}`
  }

  function element(name, className, text) {
    const made = document.createElement(name)
    if (className) made.className = className
    if (text !== undefined) made.textContent = text
    return made
  }

  function showTooltip(panel, x, rows, place) {
    tooltip.replaceChildren(element('b', '', headingAt(panel, x)))
    for (const row of rows) {
      const line = element('div')
      const swatch = element('span', 'swatch')
      swatch.style.background = `var(--${row.paint})`
      line.append(swatch, element('span', '', row.label), element('span', '', row.text))
      tooltip.append(line)
    }
    tooltip.hidden = false
    const { width, height } = tooltip.getBoundingClientRect()
    const roomRight = document.documentElement.clientWidth - 8
    const isNarrow = document.documentElement.clientWidth < 640
    const left = place.x + 16 + width <= roomRight ? place.x + 16 : Math.max(8, place.x - 16 - width)
    tooltip.style.left = `${Math.min(left, Math.max(8, roomRight - width)) + scrollX}px`
    // Beside the cursor there is no room on a phone: below the curves, then, over the labels of the axis.
    const top = isNarrow ? place.bottom + 4 : place.y
    tooltip.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8)) + scrollY}px`
  }

  function hide(drawing) {
    drawing.querySelector('.pointer')?.remove()
    tooltip.hidden = true
  }

  /** Draws the cursor at x in one panel and lists the values there. */
  function show(drawing, index, x) {
    const panel = data.figures[drawing.dataset.figure][index]
    const frame = frames(drawing)[index]
    const rows = rowsAt(panel, x)
    hide(drawing)
    const svg = drawing.querySelector('svg')
    const group = document.createElementNS(svgSpace, 'g')
    group.setAttribute('class', 'pointer')
    const at = frame.x + share(panel.x, x) * frame.width
    const line = document.createElementNS(svgSpace, 'line')
    for (const [name, value] of Object.entries({
      class: 'cursor',
      x1: at,
      x2: at,
      y1: frame.y,
      y2: frame.y + frame.height,
    }))
      line.setAttribute(name, value)
    group.append(line)
    for (const { value, paint } of rows) {
      const y = frame.y + (1 - share(panel.y, value)) * frame.height
      if (y < frame.y - 1 || y > frame.y + frame.height + 1) continue
      const dot = document.createElementNS(svgSpace, 'circle')
      const attributes = { cx: at, cy: y, r: 5, fill: `var(--${paint})`, stroke: 'var(--surface)', 'stroke-width': 2 }
      for (const [name, value] of Object.entries(attributes)) dot.setAttribute(name, value)
      group.append(dot)
    }
    svg.append(group)
    const box = svg.getBoundingClientRect()
    const scale = box.width / svg.viewBox.baseVal.width
    const y = box.top + frame.y * scale
    showTooltip(panel, x, rows, { x: box.left + at * scale, y, bottom: y + frame.height * scale })
    return `${headingAt(panel, x)}: ${rows.map(({ label, text }) => `${label} ${text}`).join(', ')}`
  }

  function frames(drawing) {
    return drawing.dataset.frames.split(';').map(text => {
      const [x, y, width, height] = text.split(' ').map(Number)
      return { x, y, width, height }
    })
  }

  function closest(stops, x) {
    return stops.reduce((best, stop) => (Math.abs(stop - x) < Math.abs(best - x) ? stop : best), stops[0])
  }

  for (const drawing of document.querySelectorAll('.drawing[data-figure]')) {
    const panels = data.figures[drawing.dataset.figure]
    const cursor = { panel: 0, stop: -1 }

    const point = event => {
      const svg = drawing.querySelector('svg')
      const box = svg.getBoundingClientRect()
      const scale = svg.viewBox.baseVal.width / box.width
      const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale]
      const index = frames(drawing).findIndex(frame => {
        return x >= frame.x - 4 && x <= frame.x + frame.width + 4 && y >= frame.y - 4 && y <= frame.y + frame.height + 4
      })
      if (index < 0 || stopsOf(panels[index]).length === 0) return hide(drawing)
      const frame = frames(drawing)[index]
      const wanted = valueAt(panels[index].x, (x - frame.x) / frame.width)
      const stops = stopsOf(panels[index])
      const found = closest(stops, wanted)
      cursor.panel = index
      cursor.stop = stops.indexOf(found)
      show(drawing, index, found)
    }
    drawing.addEventListener('pointermove', point)
    drawing.addEventListener('pointerdown', point)
    drawing.addEventListener('pointerleave', event => event.pointerType === 'mouse' && hide(drawing))
    drawing.addEventListener('blur', () => hide(drawing))

    drawing.addEventListener('keydown', event => {
      const stops = stopsOf(panels[cursor.panel])
      const stride = Math.max(1, Math.round(stops.length / (event.shiftKey ? 20 : 100)))
      const moves = { ArrowRight: stride, ArrowLeft: -stride, Home: -stops.length, End: stops.length }
      if (event.key === 'Escape') return hide(drawing)
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const next = cursor.panel + (event.key === 'ArrowDown' ? 1 : -1)
        if (next < 0 || next >= panels.length) return
        cursor.panel = next
        cursor.stop = Math.min(Math.max(cursor.stop, 0), stopsOf(panels[next]).length - 1)
      } else if (event.key in moves) {
        cursor.stop = Math.min(Math.max(cursor.stop + moves[event.key], 0), stops.length - 1)
      } else return
      event.preventDefault()
      reading.textContent = show(drawing, cursor.panel, stopsOf(panels[cursor.panel])[cursor.stop])
    })
  }
})()
