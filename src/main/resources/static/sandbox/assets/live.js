// Fetches this page again and again and shows its live part anew, leaving what the reader has opened open.
(function () {
  'use strict';
  function refresh() {
    fetch(location.pathname, {headers: {Accept: 'text/html'}, cache: 'no-store'})
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, 'text/html').getElementById('live');
        var shown = document.getElementById('live');
        shown.querySelectorAll('details[open][id]').forEach(function (open) {
          var same = fresh.querySelector('#' + CSS.escape(open.id));
          if (same) { same.open = true; }
        });
        if (fresh.innerHTML !== shown.innerHTML) { shown.replaceWith(document.adoptNode(fresh)); }
      })
      .catch(function () {})
      .finally(function () { setTimeout(refresh, 1500); });
  }
  setTimeout(refresh, 1500);
})();
