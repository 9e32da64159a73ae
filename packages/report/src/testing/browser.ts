import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The machine's own Chromium, without a window. `CHROMIUM` in the environment names another. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? places.find(existsSync)
  if (executablePath === undefined) {
    throw new Error(
      `no Chromium in ${places.join(', ')}: install it (apt-get install chromium), or name it in CHROMIUM`,
    )
  }
  return chromium.launch({ executablePath, args: quiet })
}
