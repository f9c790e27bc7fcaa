// Whether changes come at once or by asking every few seconds; pages may say so.
import { createContext, useContext } from 'react'

export type LiveState = 'live' | 'polling'
export const LiveContext = createContext<LiveState>('polling')
export const useLiveState = () => useContext(LiveContext)
