import { expect, test } from 'vitest'
import { commandLine, describeFailure, lastLines, run, runOrFail } from './run.mjs'

const node = process.execPath

test('output of both streams and the status come back', async () => {
  const script =
    'process.stdout.write("out "); setTimeout(() => { process.stderr.write("err"); process.exitCode = 3 }, 50)'
  const outcome = await run(node, ['-e', script])
  expect(outcome).toMatchObject({ code: 3, output: 'out err', stdout: 'out ' })
})

test('input reaches the command, and without input its stdin is at its end', async () => {
  const copy = ['-e', 'process.stdin.pipe(process.stdout)']
  expect((await run(node, copy, { input: 'abc' })).stdout).toBe('abc')
  expect((await run(node, copy)).stdout).toBe('')
})

test('a command that does not exist has status 127, one that a signal ends 128 and its number', async () => {
  expect((await run('no-such-command-anywhere', [])).code).toBe(127)
  expect((await run(node, ['-e', 'process.kill(process.pid, "SIGTERM")'])).code).toBe(143)
})

test('a failure names the command as typed, its last lines and what to do', async () => {
  const failing = runOrFail(node, ['-e', 'console.log("reason"); process.exitCode = 7'], { advice: 'try this' })
  await expect(failing).rejects.toThrow(/ failed \(status 7\)\nits last lines:\n {4}reason\ntry this$/)
  expect(describeFailure(['a', 'b c'], { code: 1, output: '', stdout: '', seconds: 0 })).toBe(
    "a 'b c' failed (status 1)",
  )
})

test('words are quoted as a shell needs it', () => {
  expect(commandLine(['apt-get', 'install', 'g++', 'A=b'])).toBe('apt-get install g++ A=b')
  expect(commandLine(['echo', "it's", ''])).toBe("echo 'it'\\''s' ''")
})

test('the last lines leave out the empty ones at the end', () => {
  expect(lastLines('a\nb\nc\n\n', 2)).toBe('b\nc')
  expect(lastLines('', 2)).toBe('')
})
