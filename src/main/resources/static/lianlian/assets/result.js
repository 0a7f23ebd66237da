// Asks for the payment's state, less and less often, and shows the page anew once it is decided.
(function () {
  'use strict';
  var pause = 2000;
  var longest = 60000;
  var until = Date.now() + 2 * 60 * 60 * 1000;

  function later() {
    if (Date.now() < until) {
      setTimeout(ask, pause * (0.8 + 0.4 * Math.random()));
      pause = Math.min(longest, pause * 1.5);
    }
  }

  function ask() {
    fetch(location.pathname, {headers: {Accept: 'application/json'}, cache: 'no-store', credentials: 'omit'})
      .then(function (answer) {
        return answer.ok ? answer.json() : {state: answer.status === 404 ? 'gone' : 'confirming'};
      })
      .then(function (result) {
        if (result.state === 'confirming') {
          later();
        } else {
          location.reload();
        }
      })
      .catch(later);
  }

  later();
})();
