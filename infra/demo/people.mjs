// The named people of the demo, and what each of them shows. Their money is in registry.mjs.
export const people = [
  { login: 'K1000001', last: 'Соколова', first: 'Анна', middle: 'Игоревна', born: '1988-03-14',
    phone: '+79005550101', email: 'anna.sokolova@example.com', password: 'quiet-harbour-17' },
  { login: 'K1000002', last: 'Морозов', first: 'Борис', middle: 'Олегович', born: '1979-11-02',
    phone: '+79005550102', email: 'boris.morozov@example.com', password: 'copper-lantern-28' },
  { login: 'K1000003', last: 'Ким', first: 'Вера', middle: 'Александровна', born: '1993-07-21',
    phone: '+79005550103', email: '', password: 'velvet-compass-39' },
  { login: 'K1000004', last: 'Гусейнов', first: 'Гасан', middle: 'Рашидович', born: '1984-01-30',
    phone: '+79005550104', email: 'gasan@example.com', password: 'maple-signal-40' },
  { login: 'K1000005', last: 'Дорохова', first: 'Дарья', middle: 'Петровна', born: '1990-09-09',
    phone: '+79005550105', email: 'd.dorohova@example.com', password: 'amber-window-51' },
  { login: 'K1000006', last: 'Егоров', first: 'Егор', middle: '', born: '2001-05-17',
    phone: '+79005550106', email: '', password: 'silver-orchard-62' },
  // Not activated: the letter's code is left for whoever tries activation.
  { login: 'K1000007', last: 'Жукова', first: 'Женя', middle: 'Андреевна', born: '1996-12-24',
    phone: '+79005550107', email: 'zhukova@example.com', password: null },
];
