// Sets the colour scheme and the language before the first paint, so that nothing flashes.
// A file of its own because the content security policy allows no inline script.
(function () {
  var root = document.documentElement
  var wish = null
  var language = null
  try {
    wish = localStorage.getItem('kabinet.scheme')
    language = localStorage.getItem('kabinet.language')
  } catch (refused) {
    // Storage may be switched off; the system's scheme is good enough then.
  }
  var dark = wish === 'dark' || (wish !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  if (language) root.lang = language
})()
