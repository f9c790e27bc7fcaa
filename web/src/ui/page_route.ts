// How a page announces itself: each pages/<function>/routes.ts exports a list of these, and the
// router finds them by folder.
import type { ComponentType } from 'react'
import type { Both } from '../words/words'
import type { IconName } from './icon'

export type PageRoute = {
  path: string
  place: 'door' | 'cabinet'
  load: () => Promise<{ default: ComponentType }>
  menu?: { order: number; icon: IconName; words: Both<{ label: string }> }
}
