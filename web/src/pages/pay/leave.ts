// Leaves the portal for the acquirer's page, in the same tab: it returns to the payment's own page.
export const leave_for = (url: string) => window.location.assign(url)
