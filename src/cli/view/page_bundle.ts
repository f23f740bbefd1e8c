/** The page of a view: HTML with its script and style, and the marks `<!--LOG-->` and `<!--OPTIONS-->`. */
export const PAGE_HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>hsms view</title>
</head>
<body>
<main id="view"></main>
<!--OPTIONS-->
<!--LOG-->
</body>
</html>
`;
