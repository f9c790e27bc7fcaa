// Gives a file that has come to the person, under its name, as a download of the browser.
import type { SavedFile } from '../api/client'

const READ_MS = 60_000

export function save_file({ content, name }: SavedFile) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // Safari reads the file some time after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), READ_MS)
}
