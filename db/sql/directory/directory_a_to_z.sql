-- The homes of one letter, a hundred a page, as a piece of HTML that nginx puts
-- into the site's page. Every word that somebody has written is html_text().
-- role: public
--
-- $1 path.letter text (a to z, "other", or "all")
-- $2 query.page int (or NULL: 1)
-- returns body text
WITH page AS (SELECT coalesce($2, 1) AS number),
found AS MATERIALIZED (
    SELECT f.id, f.n
      FROM page p,
           directory_letter(nullif($1, 'all'), (p.number - 1) * 100, 101) AS f),
home AS MATERIALIZED (
    SELECT f.n, e.id, e.name, e.town, k.rating
      FROM found f
      JOIN establishment e ON e.id = f.id
     CROSS JOIN listed_as(e.id, e.inspected, e.inspected_at) AS k),
list AS (
    SELECT string_agg(format(
               '<li><a class="govuk-link" href="/homes/%s/">%s</a>, %s.'
               ' Rating: %s.</li>',
               h.id, html_text(h.name), html_text(h.town),
               html_text(rating_words(h.rating))), E'\n' ORDER BY h.n) AS items
      FROM home h, page p
     WHERE h.n <= p.number * 100),
turn AS (
    SELECT concat(
               CASE WHEN p.number > 1 THEN format(
                   '<li><a class="govuk-link" rel="prev" href="?page=%s">'
                   'Previous page</a></li>', p.number - 1) END,
               CASE WHEN EXISTS (SELECT FROM found f
                                  WHERE f.n > p.number * 100) THEN format(
                   '<li><a class="govuk-link" rel="next" href="?page=%s">'
                   'Next page</a></li>', p.number + 1) END) AS links
      FROM page p)
SELECT CASE WHEN l.items IS NULL
            THEN '<p class="govuk-body">No accredited home is listed here.</p>'
            ELSE E'<ul class="govuk-list govuk-list--spaced">\n' || l.items
                 || E'\n</ul>' END
       || CASE WHEN t.links = '' THEN ''
               ELSE E'\n<nav aria-label="Pages"><ul class="govuk-list">'
                    || t.links || '</ul></nav>' END AS body
  FROM list l, turn t
 WHERE $1 ~ '^([a-z]|other|all)$';
