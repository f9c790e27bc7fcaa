// Copies a text; says so in words for a moment, because an icon that changes colour says nothing.
import { useEffect, useState } from 'react'
import { common_words } from '../words/frame'
import css from './copy_button.module.css'
import { Icon } from './icon'
import { useWords } from './language'

export function CopyButton({ text, label }: { text: string; label?: string }) {
  const words = useWords(common_words)
  const [copied, set_copied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => set_copied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  if (!navigator.clipboard) return null
  return (
    <button
      type="button"
      className={`${css.copy} no_print`}
      aria-label={label ? `${words.copy}: ${label}` : words.copy}
      onClick={() => void navigator.clipboard.writeText(text).then(() => set_copied(true))}
    >
      <Icon name={copied ? 'check' : 'copy'} size={18} />
      <span role="status" className="hidden">
        {copied ? words.copied : ''}
      </span>
    </button>
  )
}
