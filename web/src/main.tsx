// Starts the app once the organisation's settings are known, so that the first paint is the last.
import { createRoot } from 'react-dom/client'
import { load_site } from './api/site'
import { App } from './app/app'
import { wear_brand } from './app/brand'
import './ui/style/index.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
const site = await load_site()
wear_brand(site.organisation.colour)
createRoot(root).render(<App site={site} />)
